package dev.circuitry.api;

import dev.circuitry.download.WireJson;
import java.io.IOException;
import java.util.Properties;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Sets JSON, documentation and the servlet container to what the contract says. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    @Bean
    JsonMapperBuilderCustomizer wireJson() {
        return WireJson::configure;
    }

    @Bean
    JsonBody jsonBody(JsonMapper json) {
        return new JsonBody(json);
    }

    /** The reader of openapi.yaml that comes along, so that it works without the internet. */
    @Bean
    WebMvcConfigurer docs() throws IOException {
        Properties swagger =
                PropertiesLoaderUtils.loadProperties(
                        new ClassPathResource(
                                "META-INF/maven/org.webjars/swagger-ui/pom.properties"));
        var files =
                "classpath:/META-INF/resources/webjars/swagger-ui/"
                        + swagger.getProperty("version")
                        + "/";
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/docs/**")
                        .addResourceLocations("classpath:/docs/", files);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemDocumentsFromTomcat() {
        return factory ->
                factory.addContextCustomizers(
                        context -> {
                            if (context.getParent() instanceof StandardHost host) {
                                host.setErrorReportValveClass(ProblemValve.class.getName());
                            }
                        });
    }
}

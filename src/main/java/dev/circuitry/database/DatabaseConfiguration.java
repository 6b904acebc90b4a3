package dev.circuitry.database;

import java.net.InetAddress;
import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Provides the home and, unless {@code spring.datasource.url} names a database, a server of our own
 * in it.
 *
 * <p>The server comes in as connection details: Spring Boot makes its pool from them as from the
 * properties, before Flyway and JPA, and closes the pool before the server.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HomeSettings.class)
public class DatabaseConfiguration {

    @Bean
    Home home(HomeSettings settings) {
        return Home.at(settings.home());
    }

    /** What is there only with a server of our own. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(NoDatabaseNamed.class)
    static class OwnServer {

        @Bean
        HomeLock homeLock(Home home) {
            return HomeLock.acquire(home);
        }

        @Bean
        PostgresServer postgresServer(HomeLock homeLock) {
            return PostgresServer.start(homeLock);
        }

        @Bean
        JdbcConnectionDetails ownServerDetails(PostgresServer server) {
            return new ServerDetails(server);
        }

        @Bean
        ApplicationListener<WebServerInitializedEvent> serviceAnnouncement(
                HomeLock lock, Environment environment) {
            return event -> {
                if (event.getApplicationContext().getServerNamespace() == null) {
                    lock.announce(address(environment, event.getWebServer().getPort()));
                }
            };
        }

        private static URI address(Environment environment, int port) {
            InetAddress address = environment.getProperty("server.address", InetAddress.class);
            if (address == null || address.isAnyLocalAddress()) {
                return URI.create("http://127.0.0.1:" + port);
            }
            String host = address.getHostAddress();
            return URI.create(
                    "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port));
        }
    }

    static class NoDatabaseNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(
                    context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }

    private record ServerDetails(PostgresServer server) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return server.user();
        }

        @Override
        public String getPassword() {
            return server.password();
        }

        @Override
        public String getJdbcUrl() {
            return server.jdbcUrl();
        }
    }
}

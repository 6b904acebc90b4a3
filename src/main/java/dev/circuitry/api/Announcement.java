package dev.circuitry.api;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says, once it serves, where it does and where everything is. */
@Component
class Announcement {
    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            log.info(
                    "Serving at http://{}:{} (documentation at /docs); {}; home {}; devices {}",
                    setting(event, "server.address"),
                    context.getWebServer().getPort(),
                    database(event),
                    setting(event, "circuitry.home"),
                    String.join(
                            ", ",
                            Binder.get(event.getApplicationContext().getEnvironment())
                                    .bind(
                                            "circuitry.workers.devices",
                                            Bindable.listOf(String.class))
                                    .orElse(List.of("cpu"))));
        }
    }

    private static String database(ApplicationReadyEvent event) {
        var url = setting(event, "spring.datasource.url");
        return url.isEmpty() ? "data in the home" : "data in " + url.replaceFirst("\\?.*", "");
    }

    private static String setting(ApplicationReadyEvent event, String name) {
        Environment environment = event.getApplicationContext().getEnvironment();
        return environment.getProperty(name, "");
    }
}

package dev.circuitry.cli;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts Spring, as a service or for one command. A start that fails ends in a {@link FailedStart},
 * after {@link FailureLine} has said why.
 */
final class Starter {
    /** Who else reports a failed start, at length. */
    private static final List<String> SILENT =
            List.of(
                    "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
                    "org.springframework.context.annotation.AnnotationConfigApplicationContext",
                    "org.springframework.boot.web.server.servlet.context"
                            + ".AnnotationConfigServletWebServerApplicationContext");

    private final Class<?> application;
    private final List<String> properties;

    Starter(Class<?> application, List<String> properties) {
        this.application = application;
        this.properties = properties;
    }

    /** The same with more properties. */
    Starter with(String... more) {
        return new Starter(
                application, Stream.concat(properties.stream(), Stream.of(more)).toList());
    }

    /** Starts the service, which lives until the process is told to stop. */
    void serve() {
        start(
                builder(application)
                        .listeners(new LoopbackOnly(), new RoleCheck(), new UsableDevices()));
    }

    /** Starts all but the web server, quietly. To be closed by the caller. */
    ConfigurableApplicationContext startQuietly() {
        return start(quiet(builder(application).listeners(new UsableDevices())));
    }

    /** Starts a few beans alone, quietly: no database. */
    ConfigurableApplicationContext startOnly(Class<?> configuration) {
        return start(quiet(builder(configuration)));
    }

    private static SpringApplicationBuilder builder(Class<?> source) {
        return new SpringApplicationBuilder(source)
                .listeners(new Surroundings())
                .properties(
                        SILENT.stream()
                                .map(name -> "logging.level." + name + "=off")
                                .toArray(String[]::new));
    }

    private static SpringApplicationBuilder quiet(SpringApplicationBuilder builder) {
        return builder.web(WebApplicationType.NONE).profiles("command");
    }

    private ConfigurableApplicationContext start(SpringApplicationBuilder builder) {
        SpringApplication built = builder.build();
        try {
            return built.run(properties.toArray(String[]::new));
        } catch (RuntimeException failure) {
            throw new FailedStart(failure);
        }
    }
}

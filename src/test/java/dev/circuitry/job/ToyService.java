package dev.circuitry.job;

import dev.circuitry.database.DatabaseConfiguration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The room and a database as a service that a test can stop, kill and start again. */
final class ToyService {
    /** What {@link #main} prints before a job's id once its run stands in front of the gate. */
    static final String AT_THE_GATE = "at the gate: ";

    private ToyService() {}

    /** Starts it, its database in a home where the properties name none. */
    static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(
                        ToyApplication.class, JobConfiguration.class, DatabaseConfiguration.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(properties)
                .run();
    }

    /** Submits a job and lets it run up to a gate: the ideal moment to be killed. */
    static UUID runToGate(ConfigurableApplicationContext service, Gate gate) {
        service.getBean(ToyWorkbench.class).behave("gated", gate);
        var id = service.getBean(Jobs.class).submit(Toy.spec("gated"), List.of()).job().id();
        gate.awaitReached();
        return id;
    }

    /** Runs a job to a gate on the home that is named, and stays there. */
    public static void main(String[] arguments) {
        var service = start("circuitry.home=" + arguments[0]);
        var id = runToGate(service, new Gate(60));
        System.out.println(AT_THE_GATE + id);
    }
}

package dev.circuitry.api;

import dev.circuitry.CircuitryApplication;
import dev.circuitry.testing.Eventually;
import dev.circuitry.testing.ModelFolder;
import dev.circuitry.testing.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service on a random port and a real database; tests extend it and share it. */
@SpringBootTest(
        classes = CircuitryApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ServiceIT {
    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Path MODELS = ModelFolder.directory();
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    @LocalServerPort private int port;
    private Client client = new Client(1);

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        POSTGRES.register(registry);
        registry.add("circuitry.models.directory", MODELS::toString);
    }

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    Client client() {
        return client;
    }

    /** Posts a job, to be run whether or not the like was run before, and gives its address. */
    String submit(String spec) {
        return client.submit(again(spec));
    }

    private static String again(String spec) {
        return spec.contains("rerun") ? spec : spec.replaceFirst("}\\s*$", ", \"rerun\": true}");
    }

    /** Waits until a job has come to a status. */
    void awaitStatus(String job, String status) {
        Eventually.holds(
                job + " is " + status,
                () -> client.get(job).json().path("status").asString().equals(status));
    }

    /** Polls until the job has ended, as a client does. */
    JsonNode await(String job) {
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        while (System.nanoTime() < deadline) {
            var now = client.get(job).json();
            if (ENDED.contains(now.path("status").asString())) {
                return now;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError(job + " did not end");
    }
}

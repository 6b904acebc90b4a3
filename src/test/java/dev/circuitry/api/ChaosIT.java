package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.Eventually;
import dev.circuitry.testing.Soak;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service is killed at random moments, while it starts too: every log is as it would be. */
class ChaosIT {
    private static final int RUNS = Soak.times(2, 30);

    private static final int MOST_KILLS = Soak.times(1, 5);

    private static final long LONGEST_START = Duration.ofSeconds(8).toMillis();
    private static final long LONGEST_RUN = Duration.ofSeconds(2).toMillis();

    private static final List<String> KINDS =
            List.of(
                    "\"names_mode\": \"random\", \"indices_mode\": \"random\", \"order_seed\": 7",
                    "\"abs_value_threshold\": true",
                    "\"evaluator\": \"incremental\", \"verify\": \"full\"",
                    "\"indices_mode\": \"reverse\"");

    @TempDir private Path home = Path.of(".");

    @Test
    void everyLogIsThatOfAnUndisturbedRun() throws IOException, InterruptedException {
        var random = new Random(11);
        List<JsonNode> undisturbed = undisturbed();
        for (int run = 0; run < RUNS; run++) {
            var spec = spec(run % KINDS.size());
            String job = "";
            int kills = 1 + random.nextInt(MOST_KILLS);
            for (int kill = 0; kill < kills; kill++) {
                try (var service = ServiceProcess.start("--circuitry.home=" + home)) {
                    boolean isStarting = !job.isEmpty() && random.nextInt(4) == 0;
                    if (isStarting) {
                        park(random.nextLong(LONGEST_START));
                    } else {
                        var client = service.client();
                        job = job.isEmpty() ? client.submit(spec) : job;
                        park(random.nextLong(LONGEST_RUN));
                    }
                    service.kill();
                }
            }
            try (var service = ServiceProcess.start("--circuitry.home=" + home)) {
                assertThat(log(service.client(), job))
                        .isEqualTo(undisturbed.get(run % KINDS.size()));
                service.stop();
            }
        }
    }

    private List<JsonNode> undisturbed() throws IOException, InterruptedException {
        List<JsonNode> logs = new ArrayList<>();
        try (var service = ServiceProcess.start("--circuitry.home=" + home)) {
            var client = service.client();
            for (int kind = 0; kind < KINDS.size(); kind++) {
                logs.add(log(client, client.submit(spec(kind))));
            }
            service.stop();
        }
        return logs;
    }

    private static String spec(int kind) {
        return """
        {"task": "tracr-proportion", "threshold": 0.02, "num_examples": 60, "evaluator": "full", "rerun": true, %s}"""
                .formatted(KINDS.get(kind))
                .replaceFirst("\"evaluator\": \"full\", (.*\"evaluator\": \"incremental\")", "$1");
    }

    /** What was decided, once the job is completed. */
    private static JsonNode log(Client client, String job) {
        Eventually.holds(
                job + " has ended",
                () ->
                        !client.get(job).json().path("result").isNull()
                                || !client.get(job).json().path("error").isNull());
        assertThat(client.get(job).json().path("status").asString()).isEqualTo("completed");
        return client.get(job + "/decisions?limit=1000").json();
    }

    /** For so many milliseconds, whatever happens meanwhile. */
    private static void park(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.Soak;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs come and go, and leave nothing behind in the process. */
class SteadyIT extends ServiceIT {
    private static final int CYCLES = Soak.times(6, 200);
    private static final int JOBS = Soak.times(40, 2000);
    private static final int WARM_UP = 30;

    private static final Duration LONGEST_OBEYING = Duration.ofSeconds(5);
    private static final String LONG =
            "{\"task\": \"induction-repeat\", \"threshold\": 0.001, \"evaluator\": \"full\", \"verify\": \"full\","
                    + " \"rerun\": true}";

    /**
     * What a process holds.
     *
     * @param heap bytes in use after a collection
     * @param resident bytes, native memory included; 0 where the system does not tell
     */
    private record Holdings(int threads, long files, long heap, long resident) {
        static Holdings now() throws IOException {
            System.gc();
            return new Holdings(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    count(Path.of("/proc/self/fd")),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    resident(Path.of("/proc/self/status")));
        }

        private static long count(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                return 0;
            }
            try (var entries = Files.list(folder)) {
                return entries.count();
            }
        }

        private static long resident(Path status) throws IOException {
            if (!Files.isReadable(status)) {
                return 0;
            }
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        }
    }

    @Test
    void pausesAndCancellationsAreObeyedAndLeaveNothing() throws IOException {
        cycle();
        cycle();
        var before = Holdings.now();
        for (int i = 0; i < CYCLES; i++) {
            cycle();
        }
        assertNoGrowth(before, Holdings.now());
    }

    private void cycle() {
        var job = submit(LONG);
        awaitStatus(job, "running");
        act(job, "pause", "paused");
        client().post(job + "/resume", "");
        awaitStatus(job, "running");
        act(job, "cancel", "cancelled");
        assertThat(client().delete(job).status()).isEqualTo(204);
    }

    private void act(String job, String action, String status) {
        long began = System.nanoTime();
        assertThat(client().post(job + "/" + action, "").status()).isEqualTo(202);
        awaitStatus(job, status);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_OBEYING);
    }

    @Test
    void manyJobsLeaveNothingInTheProcess() throws IOException {
        run(WARM_UP);
        var before = Holdings.now();
        run(JOBS);
        assertNoGrowth(before, Holdings.now());
    }

    private void run(int jobs) {
        for (int i = 0; i < jobs; i++) {
            await(submit(MixedJobs.spec(6000 + i, "steady")));
        }
    }

    private static void assertNoGrowth(Holdings before, Holdings after) {
        List<Holdings> both = List.of(before, after);
        assertThat(after.threads()).as("threads %s", both).isLessThan(before.threads() + 10);
        assertThat(after.files()).as("files %s", both).isLessThan(before.files() + 20);
        assertThat(after.heap()).as("heap %s", both).isLessThan(before.heap() + (64 << 20));
        assertThat(after.resident())
                .as("resident %s", both)
                .isLessThan(before.resident() + (256 << 20));
    }
}

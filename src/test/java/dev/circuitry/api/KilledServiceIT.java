package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program itself with the server that comes along, killed while it works. */
class KilledServiceIT {
    private static final int JOBS = 20;
    private static final int DONE_BEFORE = 5;
    private static final long LONGEST = Duration.ofMinutes(3).toNanos();

    @TempDir private Path home = Path.of(".");

    @Test
    void aKillInTheMiddleLosesAndDoublesNothing() throws IOException, InterruptedException {
        List<String> submitted;
        List<JsonNode> before;
        try (var service = start()) {
            var client = service.client();
            submitted = IntStream.range(0, JOBS).mapToObj(i -> submit(client, i)).toList();
            before = awaitCompleted(client, DONE_BEFORE);
            service.kill();
        }
        assertThat(before).hasSizeLessThan(JOBS);

        try (var service = start()) {
            var client = service.client();
            var after = awaitCompleted(client, JOBS);
            assertThat(MixedJobs.listed(client, "killed"))
                    .containsExactlyInAnyOrderElementsOf(submitted);
            after.forEach(job -> MixedJobs.assertDoneOnce(client, job));
            assertThat(after).containsAll(before); // what was done is not done again
            service.stop();
        }
    }

    private ServiceProcess start() throws IOException {
        return ServiceProcess.start("--circuitry.home=" + home);
    }

    private static String submit(Client client, int number) {
        var answer = client.post("/jobs", MixedJobs.spec(number, "killed"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.header("Location");
    }

    /** Polls until so many are completed, or more. */
    private static List<JsonNode> awaitCompleted(Client client, int count) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST) {
            var done =
                    MixedJobs.all(client, "killed").stream()
                            .filter(job -> job.path("status").asString().equals("completed"))
                            .toList();
            if (done.size() >= count) {
                return done;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("not within three minutes: " + count + " jobs completed");
    }
}

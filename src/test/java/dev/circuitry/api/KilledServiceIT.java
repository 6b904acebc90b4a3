package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program itself with the server that comes along, killed while it works. */
class KilledServiceIT {
    private static final int JOBS = 20;
    private static final int DONE_BEFORE = 5;

    @TempDir private Path home = Path.of(".");

    @Test
    void aKillInTheMiddleLosesAndDoublesNothing() throws IOException, InterruptedException {
        List<String> submitted;
        List<JsonNode> before;
        try (var service = start()) {
            var client = service.client();
            submitted =
                    IntStream.range(0, JOBS)
                            .mapToObj(i -> client.submit(MixedJobs.spec(i, "killed")))
                            .toList();
            before = MixedJobs.awaitCompleted(client, "killed", DONE_BEFORE);
            service.kill();
        }
        assertThat(before).hasSizeLessThan(JOBS);

        try (var service = start()) {
            var client = service.client();
            var after = MixedJobs.awaitCompleted(client, "killed", JOBS);
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
}

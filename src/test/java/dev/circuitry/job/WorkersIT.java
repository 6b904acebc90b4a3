package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "circuitry.workers.devices=cpu,cpu")
class WorkersIT extends ToyRoom {
    @Test
    void runsAsManyJobsAtOnceAsThereAreDevices() {
        var first = gated("first", 10);
        var second = gated("second", 10);
        List<UUID> ids = List.of(submit("first"), submit("second"));

        first.awaitReached();
        second.awaitReached();
        first.open();
        second.open();

        ids.forEach(this::awaitEnd);
        ids.forEach(this::assertLogIsThatOfAnUndisturbedRun);
    }

    @Test
    void takesTheNextJobAsSoonAsOneOfItsDevicesIsFree() {
        var gate = gated("long", 10);
        var id = submit("long");
        gate.awaitReached();
        var filter = new JobFilter(JobStatus.COMPLETED, "short", null, null, null);
        for (int i = 0; i < 5; i++) {
            submit("short");
        }
        Eventually.holds(
                "the short ones pass the long one",
                () -> jobs.list(filter, new PageRequest(100, null)).items().size() == 5);

        assertThat(job(id).status()).isEqualTo(JobStatus.RUNNING);
        gate.open();
        awaitEnd(id);
    }

    @Test
    void endsEverySubmissionOfManyThreadsOnce() throws InterruptedException, ExecutionException {
        workbench.assembled.clear();
        List<UUID> ids = submitFromThreads(8, 50);
        ids.forEach(this::awaitEnd);

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(workbench.assembled).hasSize(50);
        assertThat(ids).allMatch(id -> job(id).status() == JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(ids.get(0));
        int decisions = Toy.undisturbed().decisions.size();
        assertThat(ids).allMatch(id -> rows("decision", id) == decisions);
    }

    private List<UUID> submitFromThreads(int threads, int submissions)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<UUID>> futures = new ArrayList<>();
            for (int i = 0; i < submissions; i++) {
                futures.add(pool.submit(() -> submit("crowd")));
            }
            List<UUID> ids = new ArrayList<>();
            for (Future<UUID> future : futures) {
                ids.add(future.get());
            }
            return ids;
        } finally {
            pool.shutdownNow();
        }
    }
}

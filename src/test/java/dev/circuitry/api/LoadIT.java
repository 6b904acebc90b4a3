package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadIT extends ServiceIT {
    private static final int CLIENTS = 20;
    private static final int JOBS_EACH = 10;

    private List<String> submitAs(int user, CyclicBarrier start) throws Exception {
        start.await();
        return IntStream.range(0, JOBS_EACH)
                .mapToObj(i -> submit(MixedJobs.spec(user * JOBS_EACH + i, "load")))
                .toList();
    }

    @Test
    void manyClientsAtOnceHaveEveryJobDoneOnce() throws InterruptedException, ExecutionException {
        var submitted = new HashSet<String>();
        var start = new CyclicBarrier(CLIENTS);
        var users = Executors.newFixedThreadPool(CLIENTS);
        try {
            var answers =
                    users.invokeAll(
                            IntStream.range(0, CLIENTS)
                                    .mapToObj(
                                            user ->
                                                    (java.util.concurrent.Callable<List<String>>)
                                                            () -> submitAs(user, start))
                                    .toList());
            for (var answer : answers) {
                submitted.addAll(answer.get());
            }
        } finally {
            users.shutdown();
        }

        assertThat(submitted).hasSize(CLIENTS * JOBS_EACH);
        submitted.forEach(job -> MixedJobs.assertDoneOnce(client(), await(job)));
        assertThat(MixedJobs.listed(client(), "load")).hasSameElementsAs(submitted);
    }
}

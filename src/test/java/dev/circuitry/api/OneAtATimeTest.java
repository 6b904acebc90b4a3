package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private final OneAtATime turns = new OneAtATime();
    private final ExecutorService requests = Executors.newCachedThreadPool();

    @Test
    void worksInOneThreadWhoeverAsks() throws Exception {
        List<Future<Thread>> workers = new ArrayList<>();
        for (int request = 0; request < 10; request++) {
            workers.add(requests.submit(() -> turns.take(Thread::currentThread)));
        }
        for (var worker : workers) {
            assertThat(worker.get()).isSameAs(workers.get(0).get());
        }
    }

    @Test
    void whoComesWhenManyWaitIsToldSoAndTheOthersAreServed() throws Exception {
        var gate = new CountDownLatch(1);
        var ended = new ExecutorCompletionService<Integer>(requests);
        for (int request = 0; request < 20; request++) {
            ended.submit(() -> turns.take(() -> passing(gate)));
        }
        for (int refused = 0; refused < 3; refused++) { // one works and sixteen wait
            assertThatThrownBy(ended.take()::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            busy -> assertThat(busy.code()).isEqualTo(ProblemCode.BUSY));
        }
        gate.countDown();
        for (int served = 0; served < 17; served++) {
            assertThat(ended.take().get()).isEqualTo(1);
        }
    }

    @Test
    void whatGoesWrongReachesWhoAsked() {
        assertThatThrownBy(
                        () ->
                                turns.take(
                                        () -> {
                                            throw new IllegalStateException("no such edge");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no such edge");
    }

    private static int passing(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    @AfterEach
    void close() {
        turns.close();
        requests.shutdownNow();
    }
}

package dev.circuitry.api;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Does what requests measure, one after the other, so that jobs keep their devices; and always in
 * the same thread, as the system's allocator keeps what a thread's tensors took for that thread.
 */
@Component
class OneAtATime implements AutoCloseable {
    private static final int MOST_WAITING = 16;

    private final ExecutorService thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    OneAtATime::daemon);

    /**
     * Waits for its turn and for its end.
     *
     * @throws ProblemException BUSY where too many wait already
     */
    <T> T take(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread).join();
        } catch (RejectedExecutionException tooMany) {
            throw new ProblemException(
                    ProblemCode.BUSY,
                    MOST_WAITING
                            + " evaluations and dry runs are waiting already. Try again in a few seconds.");
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            if (failure.getCause() instanceof Error reason) {
                throw reason;
            }
            throw failure;
        }
    }

    /** Who waits for it, waits in a request; without one it keeps nobody from ending. */
    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "measuring");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}

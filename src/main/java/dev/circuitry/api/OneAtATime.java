package dev.circuitry.api;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets requests that measure in their own thread take turns, so that jobs keep their devices. */
@Component
class OneAtATime {
    private static final int MOST_WAITING = 16;

    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * Waits for its turn and does it.
     *
     * @throws ProblemException BUSY where too many wait already
     */
    <T> T take(Supplier<T> work) {
        if (turn.getQueueLength() >= MOST_WAITING) {
            throw new ProblemException(
                    ProblemCode.BUSY,
                    MOST_WAITING
                            + " evaluations and dry runs are waiting already. Try again in a few seconds.");
        }
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}

package dev.circuitry.job;

import dev.circuitry.job.RunStoppedException.Reason;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether a run may go on. Asks the database at most every fifth of a second, so that what its user
 * wants reaches a worker in whichever process it runs. For the run's thread.
 */
final class StopCheck {
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();

    private final LogRows rows;
    private final Ownership ownership;
    private final BooleanSupplier shuttingDown;
    private long asked = System.nanoTime() - INTERVAL;

    StopCheck(LogRows rows, Ownership ownership, BooleanSupplier shuttingDown) {
        this.rows = rows;
        this.ownership = ownership;
        this.shuttingDown = shuttingDown;
    }

    /**
     * Returns if it may.
     *
     * @throws RunStoppedException if it must stop
     * @throws NoLongerOwnerException if another attempt has the job
     */
    void orThrow() {
        if (shuttingDown.getAsBoolean()) {
            stop(Reason.SHUTDOWN);
        }
        if (System.nanoTime() - asked >= INTERVAL) {
            asked = System.nanoTime();
            rows.stopRequested(ownership).ifPresent(StopCheck::stop);
        }
    }

    private static void stop(Reason why) {
        throw new RunStoppedException(why);
    }
}

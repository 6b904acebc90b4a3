package dev.circuitry.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a job now, and what that attempt started from.
 *
 * @param owner drawn afresh for every attempt, or null while nobody runs it
 * @param attempts how many began since the last complete step
 * @param steps complete steps when it began
 * @param evaluations tested edges when it began
 * @param startedAt when it began, or null while nobody runs it
 * @param workedSeconds in the steps complete when it began
 */
@Embeddable
record Attempt(
        @Nullable UUID owner,
        int attempts,
        @Column(name = "attempt_steps") int steps,
        @Column(name = "attempt_evaluations") int evaluations,
        @Column(name = "attempt_started_at") @Nullable Instant startedAt,
        double workedSeconds) {
    /** Nobody has run it yet. */
    static final Attempt NONE = new Attempt(null, 0, 0, 0, null, 0);

    /** The next one, by a new owner, on top of what is logged. */
    Attempt next(UUID newOwner, LogExtent logged, Instant now) {
        boolean progressed = logged.steps() > steps;
        return new Attempt(
                newOwner,
                progressed ? 1 : attempts + 1,
                logged.steps(),
                logged.evaluations(),
                now,
                logged.seconds());
    }

    /** Its owner gave it back, which speaks for the job: the count starts afresh. */
    Attempt handedBack(LogExtent logged) {
        return new Attempt(null, 0, logged.steps(), logged.evaluations(), null, logged.seconds());
    }

    /** Its owner is gone, perhaps because of the job: the count goes on. */
    Attempt abandoned(LogExtent logged) {
        return new Attempt(null, attempts, steps, logged.evaluations(), null, logged.seconds());
    }

    /** It ended by no fault of the job: it does not count. */
    Attempt spared() {
        int counted = Math.max(0, attempts - 1);
        return new Attempt(owner, counted, steps, evaluations, startedAt, workedSeconds);
    }

    /**
     * Its user takes it up again, whatever became of it before: the count starts afresh.
     *
     * @param ended when it ended, or null where it was paused
     */
    Attempt afresh(@Nullable Instant ended) {
        double more =
                startedAt == null || ended == null
                        ? 0
                        : Duration.between(startedAt, ended).toNanos() / 1e9;
        return new Attempt(null, 0, steps, evaluations, null, workedSeconds + more);
    }

    /** It has ended. */
    Attempt ended() {
        return new Attempt(null, attempts, steps, evaluations, startedAt, workedSeconds);
    }
}

package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.job.RunRecords.TimedStep;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run's decisions and steps as one sequence, each step after its last decision. */
public interface RunEvents {
    /**
     * One event: a decision or a step.
     *
     * @param decision or null
     * @param step or null
     * @param position right behind it
     */
    record Event(@Nullable Decision decision, @Nullable TimedStep step, LogPosition position) {}

    /** The place behind the last event that someone has seen, as its position was written. */
    LogPosition position(UUID job, LogPosition.Written written);

    /** The events after a place, as many as are there and no more than asked for. */
    List<Event> after(UUID job, LogPosition position, int most);
}

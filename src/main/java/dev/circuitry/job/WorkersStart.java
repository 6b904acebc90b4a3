package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.startup.ContextReadyStart;

/**
 * Starts the workers once the application stands. Where no other process can have any, entries
 * still taken are those of a process that was killed, and are freed first.
 */
final class WorkersStart extends ContextReadyStart {
    private final Leftovers leftovers;
    private final boolean alone;

    /**
     * @param alone whether this process is the only one on its database
     */
    WorkersStart(Scheduler scheduler, Leftovers leftovers, boolean alone) {
        super(scheduler);
        this.leftovers = leftovers;
        this.alone = alone;
    }

    @Override
    public void doStart() {
        if (alone) {
            leftovers.free();
        }
        super.doStart();
    }
}

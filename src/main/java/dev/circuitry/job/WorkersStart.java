package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.startup.ContextReadyStart;

/**
 * Starts the workers once the application stands, where this process has any. Where no other
 * process can have any, entries still taken are those of a process that was killed, and are freed
 * first.
 */
final class WorkersStart extends ContextReadyStart {
    private final Scheduler scheduler;
    private final Leftovers leftovers;
    private final Role role;
    private final boolean alone;
    private final Runnable first;

    /**
     * @param alone whether this process is the only one on its database
     * @param first done before the workers start, on a thread of its own
     */
    WorkersStart(
            Scheduler scheduler, Leftovers leftovers, Role role, boolean alone, Runnable first) {
        super(scheduler);
        this.scheduler = scheduler;
        this.first = first;
        this.leftovers = leftovers;
        this.role = role;
        this.alone = alone;
    }

    @Override
    public void doStart() {
        if (alone) {
            leftovers.free();
        }
        if (role.works()) {
            new Thread(this::startWorkers, "workers-start").start();
        }
    }

    private void startWorkers() {
        first.run();
        if (!scheduler.getSchedulerState().isShuttingDown()) {
            super.doStart();
        }
    }
}

package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.circuitry.spec.Priority;
import java.time.Instant;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The queue: db-scheduler's table, one entry a job that has not ended. Its calls belong to the
 * transaction they are made in.
 */
final class JobQueue {
    /** An entry's data is the device that its job wants. */
    static final TaskDescriptor<String> TASK = TaskDescriptor.of("run-job", String.class);

    private final Scheduler scheduler;
    private final QueueEntries entries;

    JobQueue(Scheduler scheduler, QueueEntries entries) {
        this.scheduler = scheduler;
        this.entries = entries;
    }

    /**
     * Queues a job, due at once; workers of this process hear of it when the transaction commits. A
     * job that is there already has an entry that a worker has just taken, who will find it
     * waiting.
     */
    void add(UUID job, String device, Priority priority) {
        var entry = TASK.instance(job.toString()).data(device).priority(rank(priority)).build();
        scheduler.scheduleIfNotExists(entry, Instant.now());
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        scheduler.triggerCheckForDueExecutions();
                    }
                });
    }

    /** Removes the entry of a job, unless a worker has just taken it. */
    void removeWaiting(UUID job) {
        entries.removeWaiting(job);
    }

    private static int rank(Priority priority) {
        return switch (priority) {
            case LOW -> com.github.kagkarlsson.scheduler.task.Priority.LOW;
            case NORMAL -> com.github.kagkarlsson.scheduler.task.Priority.MEDIUM;
            case HIGH -> com.github.kagkarlsson.scheduler.task.Priority.HIGH;
        };
    }
}

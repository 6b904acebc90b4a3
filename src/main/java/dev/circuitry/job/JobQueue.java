package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.circuitry.spec.Execution;
import dev.circuitry.spec.Priority;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final JdbcClient jdbc;

    JobQueue(Scheduler scheduler, JdbcClient jdbc) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
    }

    /**
     * Queues a job, due at once; workers of this process hear of it when the transaction commits.
     */
    void add(UUID job, Execution execution) {
        var entry =
                TASK.instance(job.toString())
                        .data(execution.device())
                        .priority(rank(execution.priority()))
                        .build();
        scheduler.schedule(entry, Instant.now());
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        scheduler.triggerCheckForDueExecutions();
                    }
                });
    }

    /**
     * Removes a job's entry, unless a worker has just taken it, who will then find nothing to do.
     */
    void remove(UUID job) {
        jdbc.sql(
                        "DELETE FROM scheduled_tasks WHERE task_name = ? AND task_instance = ? AND NOT picked")
                .params(TASK.getTaskName(), job.toString())
                .update();
    }

    private static int rank(Priority priority) {
        return switch (priority) {
            case LOW -> com.github.kagkarlsson.scheduler.task.Priority.LOW;
            case NORMAL -> com.github.kagkarlsson.scheduler.task.Priority.MEDIUM;
            case HIGH -> com.github.kagkarlsson.scheduler.task.Priority.HIGH;
        };
    }
}

package dev.circuitry.job;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue's entries as rows. Its calls belong to the transaction they are made in. */
record QueueEntries(JdbcClient jdbc) {
    private static final String DELETE =
            "DELETE FROM scheduled_tasks WHERE task_name = ? AND task_instance = ?";

    /**
     * Removes a job's entry, unless a worker has just taken it, who will then find nothing to do.
     */
    void removeWaiting(UUID job) {
        jdbc.sql(DELETE + " AND NOT picked")
                .params(JobQueue.TASK.getTaskName(), job.toString())
                .update();
    }

    /** Removes the entry of a job that its worker is done with. */
    void remove(UUID job) {
        jdbc.sql(DELETE).params(JobQueue.TASK.getTaskName(), job.toString()).update();
    }
}

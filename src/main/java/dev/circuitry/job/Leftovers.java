package dev.circuitry.job;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What a killed process leaves in the queue: entries taken and never given back. */
class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Leftovers(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /**
     * Frees every taken entry, so that its job goes on without waiting for missed heartbeats. Only
     * for a process that shares its database with no other and has not started its workers.
     */
    @Transactional
    void free() {
        var taken =
                jdbc.sql(
                                "UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL,"
                                        + " version = version + 1 WHERE task_name = ? AND picked"
                                        + " RETURNING task_instance")
                        .param(JobQueue.TASK.getTaskName())
                        .query(String.class)
                        .list();
        taken.forEach(job -> ledger.abandon(UUID.fromString(job)));
        if (!taken.isEmpty()) {
            log.info("Jobs that a killed process left go on: {}", taken);
        }
    }
}

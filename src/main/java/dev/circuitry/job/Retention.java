package dev.circuitry.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Clears away jobs that ended longer ago than the setting says, with all they stored, but for those
 * marked to be kept. Every process does; a job's row has a lock.
 */
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 1000;

    private final JobRepository jobs;
    private final JobStore store;
    private final @Nullable Duration kept;

    Retention(JobRepository jobs, JobStore store, JobSettings settings) {
        this.jobs = jobs;
        this.store = store;
        this.kept = settings.retention();
    }

    /**
     * Removes the oldest of those whose time is over, each in a transaction of its own: it waits
     * for nobody who uses another, nor lets him wait. The rest next time.
     */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
    void sweep() {
        if (kept != null) {
            sweep(Instant.now().minus(kept));
        }
    }

    private void sweep(Instant endedBefore) {
        long removed =
                jobs.findEndedBefore(endedBefore, AT_ONCE).stream()
                        .filter(id -> store.remove(id, endedBefore))
                        .count();
        if (removed > 0) {
            log.info("{} jobs that ended before {} are removed", removed, endedBefore);
        }
    }
}

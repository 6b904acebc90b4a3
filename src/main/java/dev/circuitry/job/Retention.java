package dev.circuitry.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;

/**
 * Clears away jobs that ended longer ago than the setting says, with all they stored, but for those
 * marked to be kept. Every process does; a job's row has a lock.
 */
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 1000;

    private final JobRepository jobs;
    private final JobRemoval removal;
    private final @Nullable Duration kept;

    Retention(JobRepository jobs, JobRemoval removal, JobSettings settings) {
        this.jobs = jobs;
        this.removal = removal;
        this.kept = settings.retention();
    }

    /** Removes the oldest of those whose time is over; the rest next time. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
    @Transactional
    void sweep() {
        if (kept != null) {
            sweep(Instant.now().minus(kept));
        }
    }

    private void sweep(Instant endedBefore) {
        int removed = 0;
        for (var id : jobs.findEndedBefore(endedBefore, AT_ONCE)) {
            var job = jobs.findForUpdate(id).filter(Job::isRemovable);
            job.ifPresent(removal::remove);
            removed += job.isPresent() ? 1 : 0;
        }
        if (removed > 0) {
            log.info("{} jobs that ended before {} are removed", removed, endedBefore);
        }
    }
}

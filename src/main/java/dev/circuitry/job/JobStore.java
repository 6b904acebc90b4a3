package dev.circuitry.job;

import dev.circuitry.dataset.Datasets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Stores jobs and the data that come with them, and removes both. */
@Transactional
class JobStore {
    private final JobRepository jobs;
    private final QueueEntries queue;
    private final Datasets datasets;

    JobStore(JobRepository jobs, QueueEntries queue, Datasets datasets) {
        this.jobs = jobs;
        this.queue = queue;
        this.datasets = datasets;
    }

    /** Stores a new job, in the transaction this is called in. */
    Job add(JobRequest request) {
        var custom = request.spec().subject().custom();
        if (custom != null) {
            datasets.keep(custom.dataset());
        }
        return jobs.saveAndFlush(new Job(request, Instant.now()));
    }

    /**
     * Removes a job whose time is over.
     *
     * @return whether it still was when it was looked at
     */
    boolean remove(UUID id, Instant endedBefore) {
        var job = jobs.findForUpdate(id).filter(one -> one.isRemovable(endedBefore));
        job.ifPresent(this::remove);
        return job.isPresent();
    }

    /** Removes a job that is locked by the transaction this is called in. */
    void remove(Job job) {
        queue.removeWaiting(job.id());
        jobs.delete(job);
        jobs.flush();
        release(job.asked().dataset());
    }

    /** The data that came with a job go with the last one that ran on them. */
    private void release(@Nullable String dataset) {
        if (dataset != null) {
            datasets.lock(dataset);
            if (!jobs.existsByAskedDataset(dataset)) {
                datasets.release(dataset);
            }
        }
    }
}

package dev.circuitry.job;

import dev.circuitry.dataset.Datasets;
import org.jspecify.annotations.Nullable;

/** Removes ended jobs with all they stored. Belongs to the transaction it is called in. */
record JobRemoval(JobRepository jobs, QueueEntries entries, Datasets datasets) {
    /** Removes a job that is locked. */
    void remove(Job job) {
        entries.removeWaiting(job.id());
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

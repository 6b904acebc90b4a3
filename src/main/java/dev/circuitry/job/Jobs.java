package dev.circuitry.job;

import dev.circuitry.spec.JobSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can be asked of jobs. */
public interface Jobs {
    /** Stores a job and its queue entry in one transaction. */
    JobView submit(JobSpec spec, List<String> warnings);

    /** A specification as it would be stored. */
    CanonicalSpec canonical(JobSpec spec);

    /** The job as it stands. */
    Optional<JobView> find(UUID id);

    /** Jobs, newest first. */
    Page<JobView> list(JobFilter filter, PageRequest page);

    /**
     * Asks for a job's end: a queued job ends at once, a running one between two evaluations.
     * Repeating it is harmless.
     *
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND, or WRONG_STATE from completed or
     *     failed
     */
    JobView cancel(UUID id);

    /**
     * Deletes an ended job with all it stored.
     *
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND, or WRONG_STATE for one under way
     */
    void delete(UUID id);
}

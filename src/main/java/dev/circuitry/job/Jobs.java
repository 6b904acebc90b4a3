package dev.circuitry.job;

import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.LabelChange;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can be asked of jobs. */
public interface Jobs {
    /**
     * Stores a job and its queue entry in one transaction; or, unless a rerun is asked for, answers
     * with the job that has or will have the result of the same specification, which takes the tags
     * of this one besides its own.
     */
    Submission submit(JobSpec spec, List<String> warnings);

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
     * @param force even if other requests were answered with it
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND, WRONG_STATE from completed or
     *     failed, or SHARED_JOB
     */
    JobView cancel(UUID id, boolean force);

    /**
     * Asks for a pause: a queued job is paused at once, a running one between two evaluations. Its
     * complete steps stay. Repeating it is harmless.
     *
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND, or WRONG_STATE from an end
     */
    JobView pause(UUID id);

    /**
     * Lets a paused, failed or cancelled job go on after its last complete step. Harmless for one
     * under way.
     *
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND, or WRONG_STATE from completed or
     *     while it is being cancelled
     */
    JobView resume(UUID id);

    /**
     * Changes labels.
     *
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND
     */
    JobView relabel(UUID id, LabelChange change);

    /**
     * Deletes an ended job with all it stored.
     *
     * @param force even if other requests were answered with it
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND, WRONG_STATE for one under way, or
     *     SHARED_JOB
     */
    void delete(UUID id, boolean force);
}

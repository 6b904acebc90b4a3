package dev.circuitry.job;

import dev.circuitry.experiment.RunResult;
import dev.circuitry.job.LogRows.Entries;
import dev.circuitry.problem.ProblemCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * The changes of a job's state that workers make, each one transaction under the lock of the job's
 * row: no job is ever running without an owner, or ended by an attempt that had lost it.
 */
@Transactional
class Ledger {
    private final JobRepository jobs;
    private final LogRows rows;
    private final QueueEntries queue;

    Ledger(JobRepository jobs, LogRows rows, QueueEntries queue) {
        this.jobs = jobs;
        this.rows = rows;
        this.queue = queue;
    }

    /**
     * A job taken to be run.
     *
     * @param ownership of the new attempt
     * @param spec its canonical form
     * @param specHash of what decides the numbers
     */
    record Claim(Ownership ownership, Map<String, Object> spec, String specHash) {}

    /**
     * Takes a job for a new attempt, whoever had it before; its log then ends with the last
     * complete step. Empty where nothing is left to do: the job is gone, has ended, or ends here
     * because its user wants it to or because attempt after attempt came to nothing; its queue
     * entry goes then. The same where its user wants it to wait.
     */
    Optional<Claim> claim(UUID id) {
        return claim(id, false);
    }

    /**
     * The same.
     *
     * @param spared whether the attempt before is not to count against the job
     */
    Optional<Claim> claim(UUID id, boolean spared) {
        var claim = jobs.findForUpdate(id).flatMap(job -> claim(job, spared));
        if (claim.isEmpty()) {
            queue.remove(id);
        }
        return claim;
    }

    private Optional<Claim> claim(Job job, boolean spared) {
        var id = job.id();
        if (job.status() == JobStatus.RUNNING) {
            job.abandon(rows.rewind(id));
        }
        if (job.status() != JobStatus.QUEUED) {
            return Optional.empty();
        }
        if (job.isCancelRequested()) {
            job.cancel(Instant.now());
            return Optional.empty();
        }
        if (spared) {
            job.spare();
        }
        var ownership = new Ownership(id, UUID.randomUUID());
        var before = job.machine();
        var logged = rows.rewind(id);
        job.claim(ownership.owner(), logged, Machine.now(), Instant.now());
        if (job.isHopeless()) {
            boolean forMemory = job.machine().hasKilledSince(before);
            job.fail(hopeless(logged.steps() + 1, forMemory), Instant.now());
            return Optional.empty();
        }
        return Optional.of(
                new Claim(
                        ownership, StoredJson.fields(job.asked().spec()), job.asked().specHash()));
    }

    /** Ends a job with its result, together with the last of its log. */
    void complete(
            Ownership ownership, Entries rest, RunResult result, Map<String, Object> manifest) {
        rows.append(ownership, rest);
        rows.describe(ownership, manifest);
        owned(ownership).complete(StoredJson.write(result), Instant.now());
        queue.remove(ownership.job());
    }

    /** Ends a job with an error; what was measured before stays. */
    void fail(Ownership ownership, Entries rest, JobView.Failure failure) {
        rows.append(ownership, rest);
        owned(ownership).fail(failure, Instant.now());
        queue.remove(ownership.job());
    }

    /** Ends a job as its user asked. */
    void cancel(Ownership ownership, Entries rest) {
        rows.append(ownership, rest);
        owned(ownership).cancel(Instant.now());
        queue.remove(ownership.job());
    }

    /**
     * Leaves a job to another worker, with a word on why, said once; as {@link
     * #handBack(Ownership)}.
     */
    JobStatus decline(Ownership ownership, String why) {
        rows.warnOnce(ownership, why);
        return handBack(ownership);
    }

    /** Writes the rest of the log and gives the job up as {@link #handBack(Ownership)}. */
    JobStatus handBack(Ownership ownership, Entries rest) {
        rows.append(ownership, rest);
        return handBack(ownership);
    }

    /**
     * Gives a job up, its log ending with the last complete step, to whatever its user wants by
     * now: it waits for a worker again and keeps its queue entry, or is paused or cancelled and
     * loses it.
     *
     * @return what has become of it
     */
    JobStatus handBack(Ownership ownership) {
        var job = owned(ownership);
        job.handBack(rows.rewind(ownership.job()));
        if (job.isCancelRequested()) {
            job.cancel(Instant.now());
        }
        if (job.status() != JobStatus.QUEUED) {
            queue.remove(job.id());
        }
        return job.status();
    }

    /**
     * Drops the queue entry of a job that no longer waits for a worker.
     *
     * @return whether it did
     */
    boolean drop(UUID id) {
        boolean isWanted = jobs.findForUpdate(id).filter(Job::isUnderWay).isPresent();
        if (!isWanted) {
            queue.remove(id);
        }
        return !isWanted;
    }

    /**
     * Takes a job from an owner thought dead; should that one wake up, it finds itself replaced.
     */
    void abandon(UUID id) {
        jobs.findForUpdate(id)
                .filter(job -> job.status() == JobStatus.RUNNING)
                .ifPresent(job -> job.abandon(rows.rewind(id)));
    }

    private Job owned(Ownership ownership) {
        @Nullable Job job = jobs.findForUpdate(ownership.job()).orElse(null);
        if (job == null) {
            throw new NoLongerOwnerException(ownership);
        }
        job.requireOwner(ownership);
        return job;
    }

    private static JobView.Failure hopeless(int step, boolean forMemory) {
        String what =
                "The process that ran the job ended "
                        + Job.MOST_ATTEMPTS
                        + " times in a row in step "
                        + step
                        + ", before it was complete. ";
        return forMemory
                ? new JobView.Failure(
                        ProblemCode.OUT_OF_MEMORY,
                        what
                                + "The last time its machine killed a process for lack of memory. Fewer examples need"
                                + " less; POST /jobs/{id}/resume takes it up again.")
                : new JobView.Failure(
                        ProblemCode.RUN_FAILED,
                        what
                                + "Its machine tells of no lack of memory; the service's log and the system's may say"
                                + " more. POST /jobs/{id}/resume takes it up again.");
    }
}

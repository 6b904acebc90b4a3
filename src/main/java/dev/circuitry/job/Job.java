package dev.circuitry.job;

import dev.circuitry.spec.LabelChange;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job's row, and the changes of state it allows. What a run writes while it goes on (the log, the
 * initial metric, the node being visited, warnings) is not mapped here: {@link LogRows} writes it.
 * To be changed only under the row's lock ({@link JobRepository#findForUpdate}).
 */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Job {
    /** Attempts in a row that complete no step before the job is given up. */
    static final int MOST_ATTEMPTS = 10;

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    @Enumerated(EnumType.STRING)
    private JobStatus status = JobStatus.QUEUED;

    @Embedded private Asked asked = Asked.NOTHING;
    @Embedded private StoredLabels labels = StoredLabels.NONE;

    @Column(updatable = false) // a run adds to them
    private List<String> warnings = List.of();

    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant cancelRequestedAt;
    private @Nullable Instant pauseRequestedAt;
    private int requests = 1;
    @Embedded private Attempt attempt = Attempt.NONE;
    @Embedded private Machine machine = Machine.NONE;

    @ColumnTransformer(write = "?::json")
    private @Nullable String result;

    @Embedded private JobView.@Nullable Failure failure;

    /** For Hibernate. */
    protected Job() {}

    /** A queued job. */
    Job(JobRequest request, Instant now) {
        asked = Asked.of(request, now);
        labels = StoredLabels.of(request.spec().labels());
        warnings = request.warnings();
    }

    UUID id() {
        if (id == null) {
            throw new IllegalStateException("not stored yet");
        }
        return id;
    }

    Asked asked() {
        return asked;
    }

    JobStatus status() {
        return status;
    }

    boolean isCancelRequested() {
        return cancelRequestedAt != null;
    }

    /** Whether more than one request has been answered with it. */
    boolean isShared() {
        return requests > 1;
    }

    /** Whether it ended before a time, and nobody wants it kept. */
    boolean isRemovable(Instant endedBefore) {
        return finishedAt != null && finishedAt.isBefore(endedBefore) && !labels.keep();
    }

    /** Another request asks the same and is answered with this job; its tags come along. */
    void share(List<String> moreTags) {
        requests++;
        labels = labels.and(moreTags);
    }

    /** Its user gives it other labels. */
    void relabel(LabelChange change) {
        labels = labels.changed(change);
    }

    /**
     * Whether attempt after attempt ended without a complete step, as when each kills its process.
     */
    boolean isHopeless() {
        return attempt.attempts() > MOST_ATTEMPTS;
    }

    /** A new owner takes it, from the queue or from an owner that is gone. */
    void claim(UUID owner, LogExtent logged, Machine on, Instant now) {
        require(isUnderWay(), "started");
        status = JobStatus.RUNNING;
        startedAt = startedAt == null ? now : startedAt;
        attempt = attempt.next(owner, logged, now);
        machine = on;
    }

    /** Where it runs, or ran last. */
    Machine machine() {
        return machine;
    }

    /** Its last attempt came to nothing by no fault of its own. */
    void spare() {
        attempt = attempt.spared();
    }

    /** Its owner stops: it waits for a worker again, or for its user if that one wants it to. */
    void handBack(LogExtent logged) {
        require(status == JobStatus.RUNNING, "handed back");
        waitOrPause();
        attempt = attempt.handedBack(logged);
    }

    /** Its owner is gone: it waits likewise. */
    void abandon(LogExtent logged) {
        require(status == JobStatus.RUNNING, "abandoned");
        waitOrPause();
        attempt = attempt.abandoned(logged);
    }

    private void waitOrPause() {
        status = pauseRequestedAt != null ? JobStatus.PAUSED : JobStatus.QUEUED;
        pauseRequestedAt = null;
    }

    /** Its user wants it to end; from a queued job nothing more can come, so that one has ended. */
    void requestCancel(Instant now) {
        switch (status) {
            case QUEUED, PAUSED -> cancel(now);
            case RUNNING -> {
                cancelRequestedAt = cancelRequestedAt == null ? now : cancelRequestedAt;
                pauseRequestedAt = null; // more is wanted now
            }
            case CANCELLED -> {} // repeating it is harmless
            case COMPLETED, FAILED -> require(false, "cancelled");
        }
    }

    /** Its user wants it to wait; a queued job does so at once. */
    void requestPause(Instant now) {
        require(!status.isEnded() && !isCancelRequested(), "paused");
        switch (status) {
            case QUEUED -> status = JobStatus.PAUSED;
            case RUNNING -> pauseRequestedAt = pauseRequestedAt == null ? now : pauseRequestedAt;
            default -> {} // repeating it is harmless
        }
    }

    /**
     * Its user wants it to go on, from a pause or from an end that is not its completion, after its
     * last complete step. Nothing changes for one that is under way already.
     *
     * @return whether it waits for a worker now and did not before
     */
    boolean resume() {
        require(status != JobStatus.COMPLETED && !(isUnderWay() && isCancelRequested()), "resumed");
        pauseRequestedAt = null;
        if (isUnderWay()) {
            return false;
        }
        status = JobStatus.QUEUED;
        attempt = attempt.afresh(finishedAt);
        finishedAt = null;
        cancelRequestedAt = null;
        failure = null;
        return true;
    }

    /** Whether it waits for a worker or has one. */
    boolean isUnderWay() {
        return status == JobStatus.QUEUED || status == JobStatus.RUNNING;
    }

    /** Ended by its user. */
    void cancel(Instant now) {
        end(JobStatus.CANCELLED, now);
    }

    /** Ended with a result. */
    void complete(String resultJson, Instant now) {
        end(JobStatus.COMPLETED, now);
        result = resultJson;
    }

    /** Ended with an error. */
    void fail(JobView.Failure why, Instant now) {
        end(JobStatus.FAILED, now);
        failure = why;
    }

    /** Only an ended job may go. */
    void requireDeletable() {
        require(status.isEnded(), "deleted");
    }

    /** What others asked for too does not go because one of them wants it to. */
    void requireSole(String participle) {
        if (isShared()) {
            throw JobProblems.shared(id(), requests, participle);
        }
    }

    /** Only the present owner may go on. */
    void requireOwner(Ownership ownership) {
        if (!ownership.owner().equals(attempt.owner())) {
            throw new NoLongerOwnerException(ownership);
        }
    }

    private void end(JobStatus how, Instant now) {
        require(!status.isEnded(), "ended");
        status = how;
        finishedAt = now;
        pauseRequestedAt = null;
        attempt = attempt.ended();
    }

    private void require(boolean allowed, String participle) {
        if (!allowed) {
            throw JobProblems.wrongState(id(), status, participle);
        }
    }
}

package dev.circuitry.job;

import dev.circuitry.experiment.RunResult;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.spec.Labels;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands at one moment.
 *
 * @param id a UUID of version 7, so that newer jobs sort after older ones
 * @param request what was asked
 * @param timeline when what happened
 * @param progress how far it got, or null before it started
 * @param outcome how it ended
 */
public record JobView(
        UUID id, Request request, Timeline timeline, @Nullable Progress progress, Outcome outcome) {
    /** Where it stands. */
    public JobStatus status() {
        return timeline.status();
    }

    /**
     * What was asked.
     *
     * @param spec the canonical specification as JSON-ready fields
     * @param specHash of what decides the numbers, {@code sha256:…}
     * @param labels as they are now
     * @param warnings whole sentences, from submission and run
     * @param keep whether retention is to leave it alone
     */
    public record Request(
            Map<String, Object> spec,
            String specHash,
            Labels labels,
            List<String> warnings,
            boolean keep) {}

    /**
     * When what happened.
     *
     * @param cancelRequestedAt while a running job has not obeyed yet
     * @param pauseRequestedAt likewise
     */
    public record Timeline(
            JobStatus status,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant cancelRequestedAt,
            @Nullable Instant pauseRequestedAt) {}

    /**
     * How far a run got, read from its log.
     *
     * @param steps complete steps
     * @param evaluations tested edges
     * @param edges counted edges now
     * @param metric of the circuit now
     * @param pace where and how fast
     */
    public record Progress(int steps, int evaluations, int edges, double metric, Pace pace) {}

    /**
     * Where a run is and how fast.
     *
     * @param currentNode the receiver being visited, or null
     * @param evaluationsPerSecond null before there is a rate
     * @param etaSeconds null where unknown or the job has ended
     */
    public record Pace(
            @Nullable String currentNode,
            double elapsedSeconds,
            @Nullable Double evaluationsPerSecond,
            @Nullable Double etaSeconds) {}

    /**
     * How a job ended.
     *
     * @param result once completed
     * @param failure once failed
     */
    public record Outcome(@Nullable RunResult result, @Nullable Failure failure) {}

    /** Why a job failed. */
    @Embeddable
    public record Failure(
            @Column(name = "failure_code") @Enumerated(EnumType.STRING) ProblemCode code,
            @Column(name = "failure_detail") String detail) {}
}

package dev.circuitry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.circuitry.job.JobStatus;
import dev.circuitry.job.JobView;
import dev.circuitry.job.Submission;
import dev.circuitry.spec.Labels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job as clients see it. */
record JobDocument(
        String id,
        String status,
        Map<String, Object> spec,
        String specHash,
        List<String> warnings,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant cancelRequestedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant pauseRequestedAt,
        boolean keep,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean deduplicated,
        @Nullable ProgressDocument progress,
        @Nullable ResultDocument result,
        @Nullable ProblemDocument error,
        Map<String, String> links) {

    static JobDocument of(JobView job) {
        return of(job, null, List.of());
    }

    /** The answer to a submission, which says so where the job was there already. */
    static JobDocument of(Submission submission) {
        return of(submission.job(), submission.deduplicated() ? true : null, submission.warnings());
    }

    private static JobDocument of(JobView job, @Nullable Boolean deduplicated, List<String> more) {
        var timeline = job.timeline();
        var result = job.outcome().result();
        var progress = job.progress();
        return new JobDocument(
                job.id().toString(),
                job.status().wireName(),
                labelled(job.request().spec(), job.request().labels()),
                job.request().specHash(),
                Stream.concat(job.request().warnings().stream(), more.stream()).distinct().toList(),
                timeline.createdAt(),
                timeline.startedAt(),
                timeline.finishedAt(),
                timeline.cancelRequestedAt(),
                timeline.pauseRequestedAt(),
                job.request().keep(),
                deduplicated,
                progress == null ? null : ProgressDocument.of(progress),
                result == null ? null : ResultDocument.of(result),
                error(job),
                links(job));
    }

    /** The specification with the labels as they are now. */
    private static Map<String, Object> labelled(Map<String, Object> spec, Labels labels) {
        Map<String, Object> labelled = new LinkedHashMap<>(spec);
        putOrRemove(labelled, "name", labels.name());
        putOrRemove(labelled, "group", labels.group());
        labelled.put("tags", labels.tags());
        return labelled;
    }

    private static void putOrRemove(
            Map<String, Object> fields, String name, @Nullable String value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }

    private static @Nullable ProblemDocument error(JobView job) {
        var failure = job.outcome().failure();
        return failure == null
                ? null
                : ProblemDocument.of(
                        failure.code(), failure.detail(), Links.job(job.id()), List.of());
    }

    private static Map<String, String> links(JobView job) {
        var self = Links.job(job.id());
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self);
        for (String part : List.of("steps", "decisions", "graph", "dataset", "events")) {
            links.put(part, self + "/" + part);
        }
        if (job.timeline().startedAt() != null) {
            links.put("manifest", self + "/manifest");
        }
        for (String action : actions(job.status())) {
            links.put(action, self + "/" + action);
        }
        return links;
    }

    /** What its state allows. */
    private static List<String> actions(JobStatus status) {
        return switch (status) {
            case QUEUED, RUNNING -> List.of("cancel", "pause");
            case PAUSED -> List.of("cancel", "resume");
            case FAILED, CANCELLED -> List.of("resume");
            case COMPLETED -> List.of();
        };
    }
}

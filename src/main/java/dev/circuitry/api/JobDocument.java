package dev.circuitry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.circuitry.job.JobView;
import dev.circuitry.spec.Labels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        @Nullable ProgressDocument progress,
        @Nullable ResultDocument result,
        @Nullable ProblemDocument error,
        Map<String, String> links) {

    static JobDocument of(JobView job) {
        var timeline = job.timeline();
        var result = job.outcome().result();
        var progress = job.progress();
        return new JobDocument(
                job.id().toString(),
                job.status().wireName(),
                labelled(job.request().spec(), job.request().labels()),
                job.request().specHash(),
                job.request().warnings(),
                timeline.createdAt(),
                timeline.startedAt(),
                timeline.finishedAt(),
                timeline.cancelRequestedAt(),
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
        for (String part : List.of("steps", "decisions", "graph", "dataset")) {
            links.put(part, self + "/" + part);
        }
        if (job.timeline().startedAt() != null) {
            links.put("manifest", self + "/manifest");
        }
        if (!job.status().isEnded()) {
            links.put("cancel", self + "/cancel");
        }
        return links;
    }
}

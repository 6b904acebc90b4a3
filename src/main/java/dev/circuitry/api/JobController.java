package dev.circuitry.api;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.LabelChangeReader;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.job.JobFilter;
import dev.circuitry.job.JobStatus;
import dev.circuitry.job.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Jobs: post, list, look at, pause, resume, cancel, relabel, delete. */
@RestController
class JobController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Jobs jobs;
    private final SpecReader specs;
    private final JsonBody bodies;
    private final Experiments experiments;
    private final OneAtATime turns;

    JobController(
            Jobs jobs,
            SpecReader specs,
            JsonBody bodies,
            Experiments experiments,
            OneAtATime turns) {
        this.jobs = jobs;
        this.specs = specs;
        this.bodies = bodies;
        this.experiments = experiments;
        this.turns = turns;
    }

    @PostMapping(path = "/jobs", consumes = JSON, produces = JSON)
    ResponseEntity<?> submit(HttpServletRequest request) {
        var query = new QueryParameters(request, List.of("dry_run"));
        boolean dryRun = query.flag("dry_run").orElse(false);
        query.check();
        var reading = specs.read(bodies.object(request));
        if (dryRun) {
            return ResponseEntity.ok(turns.take(() -> preflight(reading)));
        }
        var submission = jobs.submit(reading.spec(), reading.details());
        return ResponseEntity.status(
                        submission.deduplicated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create(Links.job(submission.job().id())))
                .body(JobDocument.of(submission));
    }

    /** Stores nothing. */
    private PreflightDocument preflight(SpecReader.Reading reading) {
        var spec = reading.spec();
        var model =
                experiments
                        .model(spec.subject().model())
                        .orElseThrow(() -> new IllegalStateException("the model is gone"));
        return PreflightDocument.of(
                reading, jobs.canonical(spec), model, experiments.preflight(spec, "cpu"));
    }

    @GetMapping(path = "/jobs", produces = JSON)
    PageDocument<JobDocument> list(HttpServletRequest request) {
        var query =
                new QueryParameters(
                        request,
                        List.of("status", "task", "model", "group", "tag", "limit", "cursor"));
        var filter =
                new JobFilter(
                        query.choice("status", JobStatus.class).orElse(null),
                        query.text("task").orElse(null),
                        query.text("model").orElse(null),
                        query.text("group").orElse(null),
                        query.text("tag").orElse(null));
        var page = query.page();
        query.check();
        return PageDocument.of(jobs.list(filter, page), JobDocument::of);
    }

    @GetMapping(path = "/jobs/{id}", produces = JSON)
    JobDocument get(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        return jobs.find(Links.id(id)).map(JobDocument::of).orElseThrow(Links::noJob);
    }

    @PostMapping(path = "/jobs/{id}/cancel", produces = JSON)
    ResponseEntity<JobDocument> cancel(@PathVariable String id, HttpServletRequest request) {
        boolean force = force(request);
        return ResponseEntity.accepted().body(JobDocument.of(jobs.cancel(Links.id(id), force)));
    }

    @PostMapping(path = "/jobs/{id}/pause", produces = JSON)
    ResponseEntity<JobDocument> pause(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        return ResponseEntity.accepted().body(JobDocument.of(jobs.pause(Links.id(id))));
    }

    @PostMapping(path = "/jobs/{id}/resume", produces = JSON)
    ResponseEntity<JobDocument> resume(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        return ResponseEntity.accepted().body(JobDocument.of(jobs.resume(Links.id(id))));
    }

    @PatchMapping(path = "/jobs/{id}", consumes = JSON, produces = JSON)
    JobDocument relabel(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        var change = LabelChangeReader.read(bodies.object(request));
        return JobDocument.of(jobs.relabel(Links.id(id), change));
    }

    @DeleteMapping("/jobs/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, HttpServletRequest request) {
        jobs.delete(Links.id(id), force(request));
        return ResponseEntity.noContent().build();
    }

    private static boolean force(HttpServletRequest request) {
        var query = new QueryParameters(request, List.of("force"));
        boolean force = query.flag("force").orElse(false);
        query.check();
        return force;
    }
}

package dev.circuitry.api;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.job.JobView;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.RunRecords;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What produced a result, and the rows it was run on. */
@RestController
class RecordController {
    private final Jobs jobs;
    private final RunRecords records;
    private final Experiments experiments;
    private final SpecReader specs;

    RecordController(Jobs jobs, RunRecords records, Experiments experiments, SpecReader specs) {
        this.jobs = jobs;
        this.records = records;
        this.experiments = experiments;
        this.specs = specs;
    }

    @GetMapping(path = "/jobs/{id}/manifest", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> manifest(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        var manifest = records.manifest(existing(id).id());
        if (manifest.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "The job has no manifest yet: it is written when the run starts.");
        }
        return manifest;
    }

    @GetMapping(path = "/jobs/{id}/dataset", produces = MediaType.APPLICATION_JSON_VALUE)
    PageDocument<PromptRow> dataset(@PathVariable String id, HttpServletRequest request) {
        var job = existing(id);
        var query = new QueryParameters(request, List.of("limit", "cursor"));
        var page = query.page();
        query.check();
        var spec = specs.readAccepted(job.request().spec());
        return PageDocument.of(PromptRow.all(experiments, spec), page);
    }

    private JobView existing(String id) {
        return jobs.find(Links.id(id)).orElseThrow(Links::noJob);
    }
}

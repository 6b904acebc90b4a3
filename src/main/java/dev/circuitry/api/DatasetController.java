package dev.circuitry.api;

import dev.circuitry.dataset.DatasetFile;
import dev.circuitry.dataset.DatasetFormat;
import dev.circuitry.dataset.Datasets;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.spec.MultiTokenAnswers;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A lab's own prompts: upload, list, look at, delete. */
@RestController
class DatasetController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String JSONL = "application/jsonl";
    private static final int MAX_MEBIBYTES = 64;

    private final Datasets datasets;

    DatasetController(Datasets datasets) {
        this.datasets = datasets;
    }

    @PostMapping(
            path = "/datasets",
            consumes = {CSV, NDJSON, JSONL, JSON},
            produces = JSON)
    ResponseEntity<DatasetDocument> upload(HttpServletRequest request) {
        var query =
                new QueryParameters(request, List.of("name", "prepend_bos", "multi_token_answers"));
        var format = format(request);
        var name = query.text("name").orElse("data." + format.name().toLowerCase(Locale.ROOT));
        if (name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            query.reject("name", "must be at most 200 characters without control characters.");
        }
        var settings =
                new DatasetFile.Settings(
                        query.flag("prepend_bos").orElse(null),
                        query.choice("multi_token_answers", MultiTokenAnswers.class).orElse(null));
        query.check();
        var upload =
                DatasetFile.read(
                        name,
                        format,
                        JsonBody.text(request, MAX_MEBIBYTES, ProblemCode.INVALID_REQUEST),
                        settings);
        boolean isNew = datasets.upload(upload.dataset(), name);
        var stored = datasets.describe(upload.dataset().id()).orElseThrow(Datasets::noSuchDataset);
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/datasets/" + stored.id()))
                .body(DatasetDocument.of(stored, upload.warnings()));
    }

    private static DatasetFormat format(HttpServletRequest request) {
        var type = MediaType.parseMediaType(request.getContentType());
        if (type.isCompatibleWith(MediaType.parseMediaType(CSV))) {
            return DatasetFormat.CSV;
        }
        return type.isCompatibleWith(MediaType.APPLICATION_JSON)
                ? DatasetFormat.JSON
                : DatasetFormat.JSONL;
    }

    @GetMapping(path = "/datasets", produces = JSON)
    PageDocument<DatasetDocument> list(HttpServletRequest request) {
        var query = new QueryParameters(request, List.of("limit", "cursor"));
        var page = query.page();
        query.check();
        return PageDocument.of(
                datasets.uploaded().stream().map(DatasetDocument::of).toList(), page);
    }

    @GetMapping(path = "/datasets/{id}", produces = JSON)
    DatasetDocument get(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        return datasets.describe(id).map(DatasetDocument::of).orElseThrow(Datasets::noSuchDataset);
    }

    /** As it could be posted with a job. */
    @GetMapping(path = "/datasets/{id}/content", produces = JSON)
    String content(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        return datasets.content(id).orElseThrow(Datasets::noSuchDataset);
    }

    @DeleteMapping("/datasets/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, HttpServletRequest request) {
        new QueryParameters(request, List.of()).check();
        datasets.delete(id);
        return ResponseEntity.noContent().build();
    }
}

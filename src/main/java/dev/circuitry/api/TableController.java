package dev.circuitry.api;

import dev.circuitry.api.Negotiation.Form;
import dev.circuitry.download.DecisionRow;
import dev.circuitry.download.Downloads;
import dev.circuitry.download.StepRow;
import dev.circuitry.download.TableFormat;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.RunRecords;
import dev.circuitry.job.RunRecords.DecisionFilter;
import dev.circuitry.spec.WireName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Steps and decisions of a run: JSON a page at a time, CSV and NDJSON as a whole. */
@RestController
class TableController {
    private static final List<Form> FORMS = forms();

    private final Jobs jobs;
    private final RunRecords records;
    private final JsonMapper json;

    TableController(Jobs jobs, RunRecords records, JsonMapper json) {
        this.jobs = jobs;
        this.records = records;
        this.json = json;
    }

    /** Something that writes a whole table. */
    private interface Table {
        void write(TableFormat format, OutputStream out) throws IOException;
    }

    @GetMapping("/jobs/{id}/steps")
    void steps(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var job = existing(id);
        var query = new QueryParameters(request, List.of("format", "limit", "cursor"));
        var page = query.page();
        var form = checkedForm(request, query);
        if (isPaged(form)) {
            page(PageDocument.of(records.steps(job, page), StepRow::of), response);
        } else {
            whole(
                    "steps-" + job,
                    form,
                    (format, out) -> new Downloads(records).steps(job, format, out),
                    response);
        }
    }

    @GetMapping("/jobs/{id}/decisions")
    void decisions(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var job = existing(id);
        var query =
                new QueryParameters(
                        request,
                        List.of("step", "kept", "receiver", "sender", "format", "limit", "cursor"));
        var filter =
                new DecisionFilter(
                        query.integer("step", 1, Integer.MAX_VALUE).orElse(null),
                        query.flag("kept").orElse(null),
                        query.text("receiver").orElse(null),
                        query.text("sender").orElse(null));
        var page = query.page();
        var form = checkedForm(request, query);
        if (isPaged(form)) {
            page(PageDocument.of(records.decisions(job, filter, page), DecisionRow::of), response);
        } else {
            whole(
                    "decisions-" + job,
                    form,
                    (format, out) -> new Downloads(records).decisions(job, filter, format, out),
                    response);
        }
    }

    private UUID existing(String id) {
        return jobs.find(Links.id(id)).orElseThrow(Links::noJob).id();
    }

    /** The form asked for, once every parameter is found to be right and to do something in it. */
    private static Form checkedForm(HttpServletRequest request, QueryParameters query) {
        var form = Negotiation.choose(request, query, FORMS);
        if (!isPaged(form)) {
            query.rejectAll(
                    List.of("limit", "cursor"),
                    "does nothing in the format "
                            + form.name()
                            + ", which is whole. Leave it out.");
        }
        query.check();
        return form;
    }

    private static boolean isPaged(Form form) {
        return form.name().equals("json");
    }

    private void page(PageDocument<?> page, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), page);
    }

    private static void whole(String name, Form form, Table table, HttpServletResponse response)
            throws IOException {
        var format = WireName.parse(TableFormat.class, form.name()).orElseThrow();
        response.setContentType(format.mediaType() + ";charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "inline; filename=\"" + name + "." + form.name() + "\"");
        table.write(format, response.getOutputStream());
    }

    private static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("json", MediaType.APPLICATION_JSON_VALUE));
        for (TableFormat format : TableFormat.values()) {
            forms.add(new Form(format.wireName(), format.mediaType()));
        }
        return List.copyOf(forms);
    }
}

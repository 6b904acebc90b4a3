package dev.circuitry.api;

import dev.circuitry.api.Negotiation.Form;
import dev.circuitry.download.Documents;
import dev.circuitry.download.GraphForm;
import dev.circuitry.download.GraphOptions;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.ExportOptions;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.RunRecords;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.task.KnownCircuit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Circuits, in every form: those of runs, and those that people have drawn up. */
@RestController
class GraphController {
    private static final List<Form> FORMS =
            GraphForm.ALL.stream().map(form -> new Form(form.name(), form.mediaType())).toList();

    /** Parameters of forms that are looked at. */
    private static final List<String> DISPLAY =
            List.of("show_full_index", "show_placeholders", "remove_qkv", "min_effect");

    private static final double SMALLEST_SCALE = 0.1;
    private static final double LARGEST_SCALE = 10;

    private final Jobs jobs;
    private final Experiments experiments;
    private final Documents documents;

    GraphController(Jobs jobs, Experiments experiments, RunRecords records) {
        this.jobs = jobs;
        this.experiments = experiments;
        this.documents = new Documents(records, experiments);
    }

    @GetMapping("/jobs/{id}/graph")
    void ofRun(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var job = jobs.find(Links.id(id)).orElseThrow(Links::noJob);
        var query = new QueryParameters(request, parameters("step"));
        var form = form(request, query);
        var options = options(query, form);
        var step = query.integer("step", 1, Integer.MAX_VALUE).orElse(null);
        query.check();
        write(documents.ofRun(job, step), "circuit-" + job.id(), form, options, response);
    }

    @GetMapping("/tasks/{name}/circuit")
    void known(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var task = experiments.task(name).orElseThrow(CatalogueController::noTask);
        var query = new QueryParameters(request, parameters("version"));
        var version =
                query.choice("version", KnownCircuit.Version.class)
                        .orElse(KnownCircuit.Version.FINAL);
        var form = form(request, query);
        var options = options(query, form);
        query.rejectAll(
                List.of("min_effect"),
                "does nothing here: a known circuit has no effects. Leave it out.");
        query.check();
        var document =
                documents
                        .ofKnown(task, version)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ProblemCode.NOT_FOUND,
                                                version == KnownCircuit.Version.FINAL
                                                        ? "No circuit of the task "
                                                                + task.name()
                                                                + " is known."
                                                        : "No other circuit of the task "
                                                                + task.name()
                                                                + " was drawn up first. Leave version out for the one"
                                                                + " there is."));
        write(document, "circuit-" + task.name(), form, options, response);
    }

    private static List<String> parameters(String... others) {
        List<String> names = new ArrayList<>(List.of("format", "view"));
        names.addAll(DISPLAY);
        names.add("scale");
        names.addAll(List.of(others));
        return names;
    }

    private static GraphForm form(HttpServletRequest request, QueryParameters query) {
        var chosen = Negotiation.choose(request, query, FORMS);
        return GraphForm.named(chosen.name()).orElseThrow();
    }

    private static GraphOptions options(QueryParameters query, GraphForm form) {
        var view = query.choice("view", ExportOptions.View.class).orElse(ExportOptions.View.NODES);
        if (view == ExportOptions.View.COMPONENTS && !form.hasComponentView()) {
            query.reject("view", "must be nodes: the format " + form.name() + " has no other.");
        }
        var display =
                new ExportOptions.Display(
                        query.flag("show_full_index").orElse(false),
                        query.flag("show_placeholders").orElse(false),
                        query.flag("remove_qkv").orElse(false),
                        query.number("min_effect").orElse(null));
        if (!form.isShown()) {
            query.rejectAll(
                    DISPLAY, "does nothing in the format " + form.name() + ". Leave it out.");
        }
        return new GraphOptions(new ExportOptions(view, display), scale(query, form));
    }

    private static @Nullable Double scale(QueryParameters query, GraphForm form) {
        var scale = query.number("scale").orElse(null);
        if (scale != null && !(form instanceof GraphForm.Picture)) {
            query.reject("scale", "is for pictures: png, svg, pdf. Leave it out.");
        } else if (scale != null && (scale < SMALLEST_SCALE || scale > LARGEST_SCALE)) {
            query.reject("scale", "must be from 0.1 to 10, but is " + scale + ".");
        }
        return scale;
    }

    private static void write(
            CircuitDocument document,
            String name,
            GraphForm form,
            GraphOptions options,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(form.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "inline; filename=\"" + name + "." + form.extension() + "\"");
        form.write(document, options, response.getOutputStream());
    }
}

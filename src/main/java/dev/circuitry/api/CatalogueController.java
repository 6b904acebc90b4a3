package dev.circuitry.api;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.Task;
import dev.circuitry.task.language.LanguageTask;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What there is to run: tasks, their data, models. */
@RestController
class CatalogueController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Experiments experiments;
    private final SpecReader specs;

    CatalogueController(Experiments experiments, SpecReader specs) {
        this.experiments = experiments;
        this.specs = specs;
    }

    /** Which rows of a task. */
    enum Split implements WireName {
        VALIDATION,
        TEST
    }

    @GetMapping(path = "/tasks", produces = JSON)
    PageDocument<TaskDocument> tasks(HttpServletRequest request) {
        var query = new QueryParameters(request, List.of("limit", "cursor"));
        var page = query.page();
        query.check();
        return PageDocument.of(experiments.tasks().stream().map(this::document).toList(), page);
    }

    private TaskDocument document(Task task) {
        return TaskDocument.of(task, task.knownCircuit(experiments.graphOf(task)).isPresent());
    }

    @GetMapping(path = "/models", produces = JSON)
    PageDocument<ModelDocument> models(HttpServletRequest request) {
        var query = new QueryParameters(request, List.of("limit", "cursor"));
        var page = query.page();
        query.check();
        return PageDocument.of(experiments.models().stream().map(ModelDocument::of).toList(), page);
    }

    @GetMapping(path = "/tasks/{name}/dataset", produces = JSON)
    PageDocument<PromptRow> dataset(@PathVariable String name, HttpServletRequest request) {
        var task = experiments.task(name).orElseThrow(CatalogueController::noTask);
        var query =
                new QueryParameters(
                        request, List.of("split", "num_examples", "model", "limit", "cursor"));
        var split = query.choice("split", Split.class).orElse(Split.VALIDATION);
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("task", name, "threshold", 0));
        var rowsAsked = query.integer("num_examples", 1, Integer.MAX_VALUE);
        rowsAsked.ifPresent(rows -> fields.put("num_examples", rows));
        var model = query.text("model");
        model.ifPresent(asked -> fields.put("model", asked));
        var page = query.page();
        query.check();
        if (model.isEmpty()) {
            var texts = textsWithoutModel(task, rowsAsked, split == Split.TEST);
            if (texts.isPresent()) {
                return PageDocument.of(PromptRow.of(split.wireName(), texts.get()), page);
            }
        }
        var spec = spec(fields);
        var rows = experiments.rowsOf(spec);
        var chosen = split == Split.TEST ? rows.test() : rows.validation();
        if (chosen == null) {
            query.reject(
                    "split", "must be validation: the task " + task.name() + " has no test split.");
            query.check();
            throw noTask();
        }
        return PageDocument.of(
                PromptRow.of(split.wireName(), chosen, experiments.scoredPositions(spec, chosen)),
                page);
    }

    /** Of a task whose own model is not here to make tokens of them. */
    private Optional<PromptPairs.Texts> textsWithoutModel(
            Task task, Optional<Integer> rows, boolean test) {
        if (!(task instanceof LanguageTask language)
                || experiments.model(task.defaultModel()).isPresent()) {
            return Optional.empty();
        }
        var usual = task.defaultSampling();
        var sampling = new Sampling(rows.orElse(usual.numExamples()), usual.seqLen(), usual.seed());
        Map<String, Object> options = new LinkedHashMap<>();
        task.options().forEach(option -> options.put(option.name(), option.defaultValue()));
        return Optional.of(
                language.split(
                        Subject.of(task.name(), task.defaultModel(), options, sampling), test));
    }

    /** What a job of these fields would run; broken rules are those of the parameters. */
    private JobSpec spec(Map<String, Object> fields) {
        try {
            return specs.read(fields).spec();
        } catch (ProblemException wrong) {
            var violations =
                    wrong.violations().stream()
                            .map(
                                    violation ->
                                            new Violation(
                                                    violation.pointer().substring(2),
                                                    violation.detail()))
                            .toList();
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER,
                    violations.get(0).pointer() + " " + violations.get(0).detail(),
                    violations);
        }
    }

    /** Nothing is known under a name. */
    static ProblemException noTask() {
        return new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no task of this name. GET /tasks lists those there are.");
    }
}

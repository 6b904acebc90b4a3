package dev.circuitry.api;

import dev.circuitry.experiment.EvaluationReader;
import dev.circuitry.experiment.Experiment;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.MetricScores;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.graph.Circuit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Evaluates circuits at once, without a job; one at a time, on the CPU, so that jobs keep their
 * devices.
 */
@RestController
class EvaluationController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Experiments experiments;
    private final EvaluationReader reader;
    private final PostedCircuit circuits;
    private final JsonBody bodies;
    private final OneAtATime turns;

    EvaluationController(
            Experiments experiments,
            SpecReader specs,
            PostedCircuit circuits,
            JsonBody bodies,
            OneAtATime turns) {
        this.experiments = experiments;
        this.reader =
                new EvaluationReader(
                        specs,
                        experiments,
                        (spec, posted) -> circuits.on(experiments.graphOf(spec), spec, posted));
        this.circuits = circuits;
        this.bodies = bodies;
        this.turns = turns;
    }

    @PostMapping(path = "/evaluations", consumes = JSON, produces = JSON)
    EvaluationDocument evaluate(HttpServletRequest servlet) {
        new QueryParameters(servlet, List.of()).check();
        var request = reader.read(bodies.object(servlet));
        return turns.take(() -> measure(request));
    }

    private EvaluationDocument measure(EvaluationReader.Request request) {
        try (var experiment = experiments.assemble(request.spec(), "cpu")) {
            var circuit = circuits.on(experiment.graph(), request.spec(), request.circuit());
            return document(experiment, request, circuit);
        }
    }

    private static EvaluationDocument document(
            Experiment experiment, EvaluationReader.Request request, Circuit circuit) {
        Map<String, Map<String, ResultDocument.Scores>> evaluation = new LinkedHashMap<>();
        var splits = experiment.splits().stream().filter(request.splits()::contains).toList();
        experiment
                .evaluate(circuit, splits)
                .forEach(
                        (split, scores) ->
                                evaluation.put(split, chosen(scores, request.metrics())));
        if (request.listing().topK() == 0) {
            return new EvaluationDocument(
                    circuit.size(), request.listing().warnings(), evaluation, null);
        }
        var likeliest =
                EvaluationDocument.rows(
                        experiment.likeliest(circuit, request.listing().topK(), splits),
                        experiment.likeliest(
                                experiment.graph().full(), request.listing().topK(), splits));
        return new EvaluationDocument(
                circuit.size(), request.listing().warnings(), evaluation, likeliest);
    }

    private static Map<String, ResultDocument.Scores> chosen(
            Map<String, MetricScores> scores, List<String> metrics) {
        Map<String, ResultDocument.Scores> chosen = new LinkedHashMap<>();
        scores.forEach(
                (metric, values) -> {
                    if (metrics.isEmpty() || metrics.contains(metric)) {
                        chosen.put(metric, ResultDocument.Scores.of(values));
                    }
                });
        return chosen;
    }
}

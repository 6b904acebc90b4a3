package dev.circuitry.experiment;

import ai.djl.ndarray.NDManager;
import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Discovery;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.JobSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run, put together: holds the model and its activations until closed. For the thread that
 * assembled it.
 */
public final class Experiment implements AutoCloseable {
    private final JobSpec spec;
    private final Ingredients ingredients;
    private final NDManager manager;
    private final Transformer model;
    private final Map<String, MeasuredSplit> splits = new LinkedHashMap<>();
    private final Map<String, Object> provenance;

    Experiment(JobSpec spec, Ingredients ingredients, String device) {
        this.spec = spec;
        this.ingredients = ingredients;
        this.manager = TensorEngine.open(device);
        this.model = new Transformer(ingredients.weights(), manager, spec.measure().precision());
        var rows = ingredients.rows();
        splits.put("validation", split(rows.validation()));
        if (rows.test() != null) {
            splits.put("test", split(rows.test()));
        }
        this.provenance = Provenance.of(spec, ingredients, device);
    }

    private MeasuredSplit split(dev.circuitry.task.PromptPairs pairs) {
        return new MeasuredSplit(
                spec, ingredients.task(), pairs, model, ingredients.graph(), manager);
    }

    /** The graph it works on. */
    public ComputationalGraph graph() {
        return ingredients.graph();
    }

    /**
     * Runs discovery, from the start or after what is logged, and measures the result.
     *
     * @param past the complete steps of an earlier attempt, or null
     * @param listener hears decisions and steps
     * @param wrap put around the evaluator, for what stops a run from outside
     * @throws dev.circuitry.problem.ProblemException NON_FINITE_METRIC naming the edge
     */
    public RunResult run(
            @Nullable RunLog past,
            DiscoveryListener listener,
            UnaryOperator<CircuitEvaluator> wrap) {
        var evaluator = validation().evaluator();
        var found = new Acdc(spec.acdc()).resume(graph(), wrap.apply(evaluator), past, listener);
        var circuit = found.circuit();
        double difference = evaluator.measure(circuit) - found.metric();
        var evaluation = evaluate(circuit);
        return new RunResult(
                size(found),
                new RunResult.Metric(found.initialMetric(), found.metric(), difference),
                new RunResult.Counts(
                        found.ending().steps(),
                        found.ending().evaluations(),
                        splits.values().stream().mapToLong(MeasuredSplit::passes).sum(),
                        found.ending().stoppedBy()),
                ingredients
                        .known()
                        .map(known -> CircuitComparisons.of(circuit, known))
                        .orElse(null),
                evaluation);
    }

    /** Every applicable metric of a circuit, by split and metric name. */
    public Map<String, Map<String, MetricScores>> evaluate(Circuit circuit) {
        Map<String, Map<String, MetricScores>> bySplit = new LinkedHashMap<>();
        splits.forEach((name, split) -> bySplit.put(name, scores(split, circuit)));
        return bySplit;
    }

    /**
     * The likeliest tokens after each row's last scored position, likeliest first, by split.
     *
     * @param count how many a row; all where there are fewer
     */
    public Map<String, List<List<TokenLogit>>> likeliest(Circuit circuit, int count) {
        Map<String, List<List<TokenLogit>>> bySplit = new LinkedHashMap<>();
        splits.forEach((name, split) -> bySplit.put(name, split.likeliest(circuit, count)));
        return bySplit;
    }

    private Map<String, MetricScores> scores(MeasuredSplit split, Circuit circuit) {
        var full = split.measure(graph().full());
        var empty = split.measure(graph().empty());
        Map<String, MetricScores> scores = new LinkedHashMap<>();
        split.measure(circuit)
                .forEach(
                        (metric, value) ->
                                scores.put(
                                        metric,
                                        new MetricScores(
                                                full.getOrDefault(metric, Double.NaN),
                                                empty.getOrDefault(metric, Double.NaN),
                                                value)));
        return scores;
    }

    /**
     * What produces the result: hashes, versions, device and settings, for the manifest; ordered,
     * JSON-ready.
     */
    public Map<String, Object> provenance() {
        return provenance;
    }

    private RunResult.Size size(Discovery found) {
        var nodes = found.circuit().nodes();
        long components = nodes.stream().map(Node::component).distinct().count();
        return new RunResult.Size(
                graph().full().size(),
                found.circuit().size(),
                found.untestedEdges(),
                nodes.size(),
                (int) components);
    }

    private MeasuredSplit validation() {
        var validation = splits.get("validation");
        if (validation == null) {
            throw new IllegalStateException("an experiment has a validation split");
        }
        return validation;
    }

    @Override
    public void close() {
        splits.values().forEach(MeasuredSplit::close);
        model.close();
        manager.close();
    }
}

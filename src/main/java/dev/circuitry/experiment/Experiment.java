package dev.circuitry.experiment;

import ai.djl.ndarray.NDManager;
import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.experiment.models.CatalogueModel;
import dev.circuitry.experiment.models.WeightStore;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.model.FreedMemory;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Verification;
import dev.circuitry.task.PromptPairs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run, put together: holds the model and its activations until closed. For the thread that
 * assembled it.
 */
public final class Experiment implements AutoCloseable {
    /** The split that discovery runs on. */
    static final String VALIDATION = "validation";

    private static final String TEST = "test";

    private final JobSpec spec;
    private final Ingredients ingredients;
    private final Place place;
    private final NDManager manager;
    private final Deque<WeightStore.Lease> leases;
    private final Transformer model;
    private final Transformer trained;
    private final Map<String, MeasuredSplit> measured = new LinkedHashMap<>();
    private final Map<String, Object> provenance;
    private final Runnable check;

    /**
     * Where it runs.
     *
     * @param device {@code cpu} or {@code cuda:N}
     * @param threads of one operation on the CPU
     * @param rowsAtOnce as many rows as it has memory for their activations
     */
    record Place(String device, int threads, int rowsAtOnce) {}

    Experiment(
            JobSpec spec,
            Ingredients ingredients,
            WeightStore weights,
            Place place,
            Runnable check) {
        this.spec = spec;
        this.ingredients = ingredients;
        this.check = check;
        this.place = place;
        var device = place.device();
        this.manager = TensorEngine.open(device, place.threads());
        this.leases = new ArrayDeque<>();
        try {
            this.model = transformer(ingredients.model(), weights, device);
            this.trained =
                    ingredients.trained().equals(ingredients.model())
                            ? model
                            : transformer(ingredients.trained(), weights, device);
            this.provenance = Provenance.of(spec, ingredients, place);
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private Transformer transformer(CatalogueModel model, WeightStore weights, String device) {
        var lease = weights.lease(model, spec.measure().precision(), device);
        leases.push(lease);
        return new Transformer(model.weights().config(), lease.arrays(), manager);
    }

    /**
     * The splits there are: {@code validation}, which discovery runs on, and maybe {@code test}.
     */
    public List<String> splits() {
        return ingredients.rows().test() == null ? List.of(VALIDATION) : List.of(VALIDATION, TEST);
    }

    /** Ready to measure from its first use on, after a clean and an ablated pass. */
    MeasuredSplit split(String name) {
        return measured.computeIfAbsent(
                name, missing -> new MeasuredSplit(pairs(name), setting(), check));
    }

    private PromptPairs pairs(String split) {
        var rows = ingredients.rows();
        var pairs = split.equals(VALIDATION) ? rows.validation() : rows.test();
        return Objects.requireNonNull(pairs, "the task has no split " + split);
    }

    private MeasuredSplit.Setting setting() {
        return new MeasuredSplit.Setting(
                spec,
                ingredients.task(),
                new MeasuredSplit.Models(model, trained),
                ingredients.graph(),
                place.rowsAtOnce(),
                manager);
    }

    /** Where it runs. */
    Place place() {
        return place;
    }

    /** What it is made of. */
    Ingredients ingredients() {
        return ingredients;
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
     * @param wrap put around the evaluator, for what stops discovery from outside; the measurements
     *     before and after it ask the check with which it was assembled
     * @throws dev.circuitry.problem.ProblemException NON_FINITE_METRIC naming the edge
     */
    public RunResult run(
            @Nullable RunLog past,
            DiscoveryListener listener,
            UnaryOperator<CircuitEvaluator> wrap) {
        var split = split(VALIDATION);
        var evaluator = wrap.apply(split.discovering());
        var verifier = verifier(split);
        var found =
                verifier == null
                        ? new Acdc(spec.acdc()).resume(graph(), evaluator, past, listener)
                        : new Acdc(spec.acdc())
                                .resume(
                                        graph(),
                                        verifier.around(evaluator),
                                        past,
                                        verifier.then(listener));
        var circuit = found.circuit();
        check.run();
        double difference = split.evaluator().measure(circuit) - found.metric();
        var evaluation = evaluate(circuit, splits());
        return new RunResult(
                RunResult.Size.of(found),
                new RunResult.Metric(found.initialMetric(), found.metric(), difference),
                new RunResult.Counts(
                        found.ending().steps(),
                        found.ending().evaluations(),
                        measured.values().stream().mapToLong(MeasuredSplit::passes).sum(),
                        found.ending().stoppedBy()),
                ingredients
                        .known()
                        .map(known -> CircuitComparisons.of(circuit, known))
                        .orElse(null),
                evaluation,
                verifier == null ? null : verifier.seen());
    }

    private @Nullable Verifier verifier(MeasuredSplit split) {
        var kind = spec.execution().verification();
        return kind == Verification.OFF
                ? null
                : new Verifier(
                        spec.acdc(),
                        kind,
                        circuit -> {
                            check.run();
                            return split.evaluator().measure(circuit);
                        });
    }

    /**
     * Every applicable metric of a circuit, by split and metric name; not finite where the logits
     * are not.
     *
     * @param wanted some of {@link #splits}
     */
    public Map<String, Map<String, MetricScores>> evaluate(Circuit circuit, List<String> wanted) {
        Map<String, Map<String, MetricScores>> bySplit = new LinkedHashMap<>();
        wanted.forEach(name -> bySplit.put(name, scores(split(name), circuit)));
        return bySplit;
    }

    /**
     * The likeliest tokens after each row's last scored position, likeliest first, by split.
     *
     * @param count how many a row; all where there are fewer
     * @param wanted some of {@link #splits}
     */
    public Map<String, List<List<TokenLogit>>> likeliest(
            Circuit circuit, int count, List<String> wanted) {
        Map<String, List<List<TokenLogit>>> bySplit = new LinkedHashMap<>();
        wanted.forEach(name -> bySplit.put(name, split(name).likeliest(circuit, count)));
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

    @Override
    public void close() {
        measured.values().forEach(MeasuredSplit::close);
        manager.close(); // and with it what the transformers made
        leases.forEach(WeightStore.Lease::close);
        FreedMemory.giveBack();
    }
}

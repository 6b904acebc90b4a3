package dev.circuitry.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.Metric;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.patching.FullForwardEvaluator;
import dev.circuitry.patching.IncrementalEvaluator;
import dev.circuitry.patching.Prompts;
import dev.circuitry.random.TorchRandom;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.ScoredTokens;
import dev.circuitry.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a task beside a model: ready to measure circuits by every metric that applies. */
final class MeasuredSplit implements AutoCloseable {
    /** The seed by which the reference permutes position embeddings in corrupted runs. */
    private static final long POSITION_SEED = 49;

    private final Map<MetricKind, Metric> metrics = new LinkedHashMap<>();
    private final PromptPairs pairs;
    private final Scored scored;
    private final double cleanMetric;
    private final FullForwardEvaluator evaluator;
    private final EvaluatorKind kind;
    private @Nullable IncrementalEvaluator incremental;
    private final NDManager manager;
    private final Runnable check;

    /**
     * What rows are measured by.
     *
     * @param rowsAtOnce as many rows as there is memory for their activations
     * @param parent owns all tensors until the split is closed
     */
    record Setting(
            JobSpec spec,
            Task task,
            Models models,
            ComputationalGraph graph,
            int rowsAtOnce,
            NDManager parent) {}

    /**
     * Whose numbers they are.
     *
     * @param run that is measured
     * @param trained whose clean logits metrics compare with
     */
    record Models(Transformer run, Transformer trained) {}

    /**
     * Runs the clean and the ablated pass.
     *
     * @param check asked before each pass but those of discovery; throws where there must be none
     */
    MeasuredSplit(PromptPairs pairs, Setting setting, Runnable check) {
        var task = setting.task();
        var model = setting.models().run();
        var trained = setting.models().trained();
        var measure = setting.spec().measure();
        this.manager = setting.parent().newSubManager();
        this.pairs = pairs;
        this.check = check;
        this.kind = setting.spec().execution().evaluator();
        check.run();
        var prompts =
                new Prompts(
                        TokenBatch.of(pairs.clean(), manager),
                        pairs.corrupted() == null
                                ? null
                                : TokenBatch.of(pairs.corrupted(), manager),
                        permutation(task, pairs));
        var clean = cleanLogits(trained, prompts.clean(), setting.rowsAtOnce());
        int outputs = task.comparedOutputs(model.config());
        for (MetricKind kind : task.metrics()) {
            if (hasAnswersFor(kind)) {
                var targets =
                        new Targets(
                                clean,
                                task.scored(kind, pairs),
                                pairs.scored().flatAnswers(),
                                pairs.scored().flatWrongAnswers(),
                                outputs);
                metrics.put(kind, Metrics.of(kind, targets));
            }
        }
        var deciding = WireName.parse(MetricKind.class, measure.metric()).orElseThrow();
        scored = task.scored(deciding, pairs);
        check.run();
        evaluator =
                FullForwardEvaluator.of(
                        new FullForwardEvaluator.Setting(
                                model,
                                setting.graph(),
                                prompts,
                                measure.ablation(),
                                metric(deciding),
                                setting.rowsAtOnce()),
                        manager);
        cleanMetric =
                model == trained
                        ? metric(deciding).of(clean)
                        : evaluator.measure(setting.graph().full());
    }

    /** Measures by the metric of the specification, in whole passes. */
    FullForwardEvaluator evaluator() {
        return evaluator;
    }

    /** What discovery measures by: the same, as the specification says. */
    CircuitEvaluator discovering() {
        if (kind == EvaluatorKind.FULL) {
            return evaluator;
        }
        if (incremental == null) {
            incremental = evaluator.incremental(); // holds every node's value: only on demand
        }
        return incremental;
    }

    /** The metric of the model itself, without any hook. */
    double cleanMetric() {
        return cleanMetric;
    }

    /** Where rows are scored by the metric of the specification, {@code [row][scored]}. */
    int[][] scoredPositions() {
        return ScoredTokens.positions(scored, pairs.rows(), pairs.length());
    }

    /** Full forward passes so far, the clean and the ablated one included. */
    long passes() {
        return evaluator.passes() + 1;
    }

    /** Every applicable metric of a circuit, in one pass, by its name. */
    Map<String, Double> measure(Circuit circuit) {
        check.run();
        return evaluator.withLogits(
                circuit,
                logits -> {
                    Map<String, Double> values = new LinkedHashMap<>();
                    metrics.forEach(
                            (kind, metric) -> values.put(kind.wireName(), metric.of(logits)));
                    return values;
                });
    }

    /** The likeliest tokens after each row's last position, likeliest first. */
    List<List<TokenLogit>> likeliest(Circuit circuit, int count) {
        check.run();
        return evaluator.withLogits(circuit, logits -> LikeliestTokens.of(logits, pairs, count));
    }

    private Metric metric(MetricKind kind) {
        var metric = metrics.get(kind);
        if (metric == null) {
            throw new IllegalArgumentException(kind.wireName() + " does not apply to the task");
        }
        return metric;
    }

    /** Answers of several tokens may have been put aside. */
    private boolean hasAnswersFor(MetricKind kind) {
        var scored = pairs.scored();
        return !(kind.readsAnswers() && scored.answers() == null)
                && !(kind.readsWrongAnswers() && scored.wrongAnswers() == null);
    }

    private NDArray cleanLogits(Transformer model, TokenBatch prompts, int rowsAtOnce) {
        var logits = new NDList();
        for (int from = 0; from < prompts.rows(); from += rowsAtOnce) {
            int to = Math.min(prompts.rows(), from + rowsAtOnce);
            logits.add(cleanLogits(model, prompts.slice(from, to)));
        }
        if (logits.size() == 1) {
            return logits.get(0);
        }
        try (logits) {
            return NDArrays.concat(logits, 0);
        }
    }

    private NDArray cleanLogits(Transformer model, TokenBatch prompts) {
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var logits = model.forward(prompts.in(pass), Hooks.NONE);
            logits.attach(manager);
            NDScope.unregister(logits);
            return logits;
        }
    }

    private @Nullable NDArray permutation(Task task, PromptPairs pairs) {
        if (!task.splitEmbedding()) {
            return null;
        }
        int[] order = TorchRandom.manualSeed(POSITION_SEED).randperm(pairs.length());
        return manager.create(IntStream.of(order).asLongStream().toArray());
    }

    @Override
    public void close() {
        if (incremental != null) {
            incremental.close();
        }
        evaluator.close();
        manager.close();
    }
}

package dev.circuitry.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.Metric;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.Transformer;
import dev.circuitry.patching.FullForwardEvaluator;
import dev.circuitry.patching.Prompts;
import dev.circuitry.random.TorchRandom;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.PromptPairs;
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
    private final FullForwardEvaluator evaluator;
    private final NDManager manager;
    private final Runnable check;

    /**
     * What rows are measured by.
     *
     * @param parent owns all tensors until the split is closed
     */
    record Setting(
            JobSpec spec,
            Task task,
            Transformer model,
            ComputationalGraph graph,
            NDManager parent) {}

    /**
     * Runs the clean and the ablated pass.
     *
     * @param check asked before each pass but those of discovery; throws where there must be none
     */
    MeasuredSplit(PromptPairs pairs, Setting setting, Runnable check) {
        var task = setting.task();
        var model = setting.model();
        var measure = setting.spec().measure();
        this.check = check;
        manager = setting.parent().newSubManager();
        var prompts =
                new Prompts(
                        tokens(pairs.clean()), tokens(pairs.corrupted()), permutation(task, pairs));
        check.run();
        var clean = cleanLogits(model, prompts);
        int outputs = task.comparedOutputs(model.config());
        for (MetricKind kind : task.metrics()) {
            var targets =
                    new Targets(
                            clean,
                            task.scored(kind, pairs),
                            longs(pairs.answers()),
                            longs(pairs.wrongAnswers()),
                            outputs);
            metrics.put(kind, Metrics.of(kind, targets));
        }
        var deciding = WireName.parse(MetricKind.class, measure.metric()).orElseThrow();
        check.run();
        evaluator =
                FullForwardEvaluator.of(
                        new FullForwardEvaluator.Setting(
                                model,
                                setting.graph(),
                                prompts,
                                measure.ablation(),
                                metric(deciding)),
                        manager);
    }

    /** Measures by the metric of the specification. */
    FullForwardEvaluator evaluator() {
        return evaluator;
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
        return evaluator.withLogits(
                circuit,
                logits -> {
                    var last =
                            logits.get(
                                    new NDIndex().addAllDim().addIndices(-1)); // [batch, outputs]
                    int columns = (int) Math.min(count, last.getShape().get(1));
                    var top = last.toType(DataType.FLOAT64, false).topK(columns, 1, true, true);
                    double[] values = top.get(0).toDoubleArray();
                    long[] tokens = top.get(1).toLongArray();
                    return rows(values, tokens, columns);
                });
    }

    private static List<List<TokenLogit>> rows(double[] values, long[] tokens, int columns) {
        return IntStream.range(0, values.length / columns)
                .mapToObj(
                        row ->
                                IntStream.range(row * columns, (row + 1) * columns)
                                        .mapToObj(i -> new TokenLogit((int) tokens[i], values[i]))
                                        .toList())
                .toList();
    }

    private Metric metric(MetricKind kind) {
        var metric = metrics.get(kind);
        if (metric == null) {
            throw new IllegalArgumentException(kind.wireName() + " does not apply to the task");
        }
        return metric;
    }

    private NDArray cleanLogits(Transformer model, Prompts prompts) {
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var tokens = prompts.clean().duplicate();
            tokens.attach(pass);
            var logits = model.forward(tokens, Hooks.NONE);
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

    private NDArray tokens(int[][] rows) {
        return manager.create(longs2(rows));
    }

    private static long @Nullable [] longs(int @Nullable [] values) {
        return values == null ? null : IntStream.of(values).asLongStream().toArray();
    }

    private static long @Nullable [][] longs(int @Nullable [][] rows) {
        return rows == null ? null : longs2(rows);
    }

    private static long[][] longs2(int[][] rows) {
        return java.util.Arrays.stream(rows)
                .map(row -> IntStream.of(row).asLongStream().toArray())
                .toArray(long[][]::new);
    }

    @Override
    public void close() {
        evaluator.close();
        manager.close();
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Discovery;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.Metric;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.Positions;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.WireName;
import dev.circuitry.testing.Golden;
import dev.circuitry.testing.RecordedRun;
import dev.circuitry.testing.ToyModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A toy model of the reference with its recorded data, ready to run. */
final class RecordedToy implements AutoCloseable {
    private static final JsonNode RECORDED = Golden.json("toy/acdc_runs.json");

    record Setup(String model, Precision precision) {}

    static Stream<Setup> setups() {
        return Stream.of("toy-gpt", "toy-attn2-shortformer")
                .flatMap(
                        model ->
                                Stream.of(Precision.values())
                                        .map(precision -> new Setup(model, precision)));
    }

    final JsonNode recorded;
    final NDManager manager = TensorEngine.open("cpu");
    final Transformer model;
    final ComputationalGraph graph;

    RecordedToy(Setup setup) {
        recorded = RECORDED.get("models").get(setup.model());
        var config = setup.model().equals("toy-gpt") ? ToyModels.GPT : ToyModels.ATTENTION_ONLY;
        model = new Transformer(ToyModels.weights(config), manager, setup.precision());
        var mlp = config.dimensions().hasMlps() ? MlpPlacement.SEQUENTIAL : MlpPlacement.NONE;
        graph = new ComputationalGraph(new GraphShape(2, 4, 4, mlp, false));
    }

    NDArray tokens(String which) {
        return manager.create(longs(Golden.matrix(RECORDED.get(which))));
    }

    NDArray forward(String which) {
        return model.forward(TokenBatch.ofOneLength(tokens(which)), Hooks.NONE);
    }

    double[] logits(String which) {
        var logits = forward(which);
        return logits.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    Metric metric(MetricKind kind) {
        boolean masked = model.config().positions().kind() == Positions.SHORTFORMER;
        int[][] labels = Golden.matrix(recorded.get("labels"));
        var clean = forward("clean");
        if (!masked) {
            var scored = Scored.last(4, 8);
            return Metrics.of(
                    kind, new Targets(clean, scored, column(labels, 0), wrong(labels), 29));
        }
        boolean[][] mask = new boolean[4][8];
        List<Long> answers = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            for (int pos = 0; pos < 8; pos++) {
                mask[row][pos] = recorded.get("mask").get(row).get(pos).asBoolean();
                if (mask[row][pos]) {
                    answers.add((long) labels[row][pos]);
                }
            }
        }
        long[] flat = answers.stream().mapToLong(Long::longValue).toArray();
        return Metrics.of(kind, new Targets(clean, Scored.masked(mask), flat, null, 29));
    }

    FullForwardEvaluator.Setting setting(Ablation ablation, MetricKind kind) {
        var prompts = Prompts.of(tokens("clean"), tokens("corrupt"), null);
        return new FullForwardEvaluator.Setting(model, graph, prompts, ablation, metric(kind));
    }

    static MetricKind kind(String name) {
        return WireName.parse(MetricKind.class, name).orElseThrow();
    }

    Discovery runFully(RecordedRun run) {
        try (var evaluator = FullForwardEvaluator.of(setting(run), manager)) {
            return run(run, evaluator);
        }
    }

    Discovery runIncrementally(RecordedRun run) {
        try (var evaluator = IncrementalEvaluator.of(setting(run), manager)) {
            return run(run, evaluator);
        }
    }

    private FullForwardEvaluator.Setting setting(RecordedRun run) {
        return setting(run.ablation(), kind(run.json().get("metric").asString()));
    }

    private Discovery run(RecordedRun run, CircuitEvaluator evaluator) {
        return new Acdc(run.options()).discover(graph, evaluator, DiscoveryListener.NONE);
    }

    private static long[] column(int[][] rows, int column) {
        return Stream.of(rows).mapToLong(row -> row[column]).toArray();
    }

    private static long[][] wrong(int[][] rows) {
        return Stream.of(rows).map(row -> new long[] {row[1]}).toArray(long[][]::new);
    }

    private static long[][] longs(int[][] rows) {
        return Stream.of(rows)
                .map(row -> Arrays.stream(row).asLongStream().toArray())
                .toArray(long[][]::new);
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }
}

package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.Discovery;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every recorded run of the reference on the toy transformers, in both precisions. */
class ToyModelsParityTest {
    /**
     * Recorded values are float32; an independent float64 implementation was off by 1.3e-6 at most.
     */
    private static final double TOLERANCE = 2e-6;

    private static final JsonNode RECORDED = Golden.json("toy/acdc_runs.json");

    static Stream<Setup> setups() {
        return Stream.of("toy-gpt", "toy-attn2-shortformer")
                .flatMap(
                        model ->
                                Stream.of(Precision.values())
                                        .map(precision -> new Setup(model, precision)));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void logitsAgreeWithTheReference(Setup setup) {
        try (var toy = new Toy(setup)) {
            assertClose(toy.logits("clean"), Golden.flat(toy.recorded.get("clean_logits")), 5e-6);
            assertClose(
                    toy.logits("corrupt"), Golden.flat(toy.recorded.get("corrupt_logits")), 5e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void metricsAgreeWithTheReference(Setup setup) {
        try (var toy = new Toy(setup)) {
            for (var entry : toy.recorded.get("metric_on_corrupt").properties()) {
                var metric = toy.metric(kind(entry.getKey()));
                assertThat(metric.of(toy.forward("corrupt")))
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().asDouble(), within(TOLERANCE * 3));
                assertThat(metric.of(toy.forward("clean")))
                        .as(entry.getKey())
                        .isCloseTo(
                                toy.recorded.get("metric_on_clean").get(entry.getKey()).asDouble(),
                                within(TOLERANCE * 3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void everyRunKeepsTheRecordedEdges(Setup setup) {
        try (var toy = new Toy(setup)) {
            for (JsonNode json : toy.recorded.get("runs")) {
                var run = new RecordedRun(json);
                assertSame(toy.run(run), run);
                assertSame(toy.runIncrementally(run), run);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void fullCircuitHasNoDivergence(Setup setup) {
        try (var toy = new Toy(setup)) {
            for (Ablation ablation : List.of(Ablation.ZERO, Ablation.CORRUPTED)) {
                try (var evaluator =
                        FullForwardEvaluator.overEveryReceiver(
                                toy.setting(ablation, MetricKind.KL_DIV), toy.manager)) {
                    assertThat(evaluator.measure(toy.graph.full())).isCloseTo(0, within(1e-6));
                }
            }
        }
    }

    private static void assertSame(Discovery found, RecordedRun run) {
        List<RecordedRun.KeptEdge> kept = run.kept();
        List<Edge> edges = found.circuit().countedEdges().toList();
        assertThat(
                        edges.stream()
                                .map(
                                        edge ->
                                                edge.receiver().name()
                                                        + " <- "
                                                        + edge.sender().name()))
                .as(run.title())
                .containsExactlyElementsOf(
                        kept.stream()
                                .map(edge -> edge.receiver() + " <- " + edge.sender())
                                .toList());
        for (int i = 0; i < kept.size(); i++) {
            double effect = kept.get(i).effect();
            assertThat(found.effects().get(edges.get(i)))
                    .as(run.title() + " " + edges.get(i))
                    .isCloseTo(effect, within(TOLERANCE + TOLERANCE * Math.abs(effect)));
        }
        double metric = run.json().get("final_metric").asDouble();
        assertThat(found.metric())
                .as(run.title())
                .isCloseTo(metric, within(TOLERANCE + TOLERANCE * Math.abs(metric)));
        assertThat(found.ending().steps())
                .as(run.title())
                .isEqualTo(run.json().get("steps").asInt());
        assertThat(found.ending().evaluations())
                .as(run.title())
                .isEqualTo(run.json().get("n_evaluations").asInt());
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static MetricKind kind(String name) {
        return WireName.parse(MetricKind.class, name).orElseThrow();
    }

    record Setup(String model, Precision precision) {}

    /** A toy model with its recorded data, ready to run. */
    private static final class Toy implements AutoCloseable {
        final JsonNode recorded;
        final NDManager manager = TensorEngine.open("cpu");
        final Transformer model;
        final ComputationalGraph graph;

        Toy(Setup setup) {
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
            return logits.toType(ai.djl.ndarray.types.DataType.FLOAT64, true).toDoubleArray();
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

        Discovery run(RecordedRun run) {
            var setting = setting(run.ablation(), kind(run.json().get("metric").asString()));
            try (var evaluator = FullForwardEvaluator.of(setting, manager)) {
                return new Acdc(run.options()).discover(graph, evaluator, DiscoveryListener.NONE);
            }
        }

        Discovery runIncrementally(RecordedRun run) {
            var setting = setting(run.ablation(), kind(run.json().get("metric").asString()));
            try (var evaluator = IncrementalEvaluator.of(setting, manager)) {
                return new Acdc(run.options()).discover(graph, evaluator, DiscoveryListener.NONE);
            }
        }

        private static long[] column(int[][] rows, int column) {
            return Stream.of(rows).mapToLong(row -> row[column]).toArray();
        }

        private static long[][] wrong(int[][] rows) {
            return Stream.of(rows).map(row -> new long[] {row[1]}).toArray(long[][]::new);
        }

        private static long[][] longs(int[][] rows) {
            return Stream.of(rows)
                    .map(row -> java.util.Arrays.stream(row).asLongStream().toArray())
                    .toArray(long[][]::new);
        }

        @Override
        public void close() {
            model.close();
            manager.close();
        }
    }
}

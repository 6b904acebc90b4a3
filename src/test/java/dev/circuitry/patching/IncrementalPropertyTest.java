package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.Metric;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.LiveTensors;
import dev.circuitry.testing.Soak;
import dev.circuitry.testing.ToyModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks from circuit to circuit in small models of every kind, by every metric, at one
 * scored position a row, at some and at all: both evaluators say the same.
 */
class IncrementalPropertyTest {
    private static final int CASES = Soak.times(40, 500);

    /** Sixty-four times float32's rounding unit; the worst of 500 cases was off by 3.7e-6. */
    private static final double FLOAT32 = 64 * Math.ulp(1f);

    /** The worst of 500 cases was off by 1.7e-15. */
    private static final double FLOAT64 = 1e-12;

    static Stream<RandomCase> cases() {
        return RandomCase.some(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void measuresAsFullPassesDoInFloat64(RandomCase it) {
        assertAgreement(it, Precision.FLOAT64, FLOAT64);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void measuresAsFullPassesDoInFloat32(RandomCase it) {
        assertAgreement(it, Precision.FLOAT32, FLOAT32);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowByRowMeasuresAsAllAtOnce(RandomCase it) {
        var random = new Random(2000 + it.seed());
        try (var manager = TensorEngine.open("cpu");
                var model =
                        new Transformer(
                                ToyModels.weights(it.config()), manager, Precision.FLOAT64)) {
            var whole = setting(it, model, random, manager);
            var sliced = whole.withRowsAtOnce(1);
            try (var oracle = FullForwardEvaluator.of(whole, manager);
                    var full = FullForwardEvaluator.of(sliced, manager);
                    var incremental = full.incremental()) {
                var start = whole.graph().full();
                for (int step = 0; step < 3; step++) {
                    List<Circuit> circuits = parts(start, random);
                    try (var at = incremental.at(start)) {
                        double[] found = at.evaluate(circuits);
                        for (int i = 0; i < found.length; i++) {
                            double expected = oracle.measure(circuits.get(i));
                            var near = within(FLOAT64 * Math.max(1, Math.abs(expected)));
                            assertThat(found[i]).isCloseTo(expected, near);
                            assertThat(full.measure(circuits.get(i))).isCloseTo(expected, near);
                        }
                    }
                    start = next(start, circuits, step, random);
                }
            }
        }
    }

    /** Sums for heads never fit: each layer's are made a row at a time, or a variant at a time. */
    @ParameterizedTest
    @MethodSource("cases")
    void measuresAsFullPassesDoWhateverStaysInTheCache(RandomCase it) {
        int atOnce = it.seed() % 2 == 0 ? 1 : 500;
        assertAgreement(
                it,
                Precision.FLOAT64,
                FLOAT64,
                (setting, manager) ->
                        IncrementalEvaluator.of(
                                setting, new Slices(setting, manager), atOnce, manager));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluationsLeaveNoTensorBehind(RandomCase it) {
        var random = new Random(2000 + it.seed());
        try (var manager = TensorEngine.open("cpu");
                var model =
                        new Transformer(
                                ToyModels.weights(it.config()), manager, Precision.FLOAT32)) {
            var whole = setting(it, model, random, manager);
            var start = whole.graph().full().where(edge -> random.nextDouble() < 0.8);
            List<Circuit> circuits = parts(start, random);
            try (var full = FullForwardEvaluator.of(whole, manager);
                    var sliced = FullForwardEvaluator.of(whole.withRowsAtOnce(1), manager)) {
                List<CircuitEvaluator> evaluators =
                        List.of(full, full.incremental(), sliced, sliced.incremental());
                evaluators.forEach(one -> evaluate(one, start, circuits)); // some is made for good
                long before = LiveTensors.count(manager);

                evaluators.forEach(one -> evaluate(one, start, circuits));

                assertThat(LiveTensors.count(manager)).isEqualTo(before);
            }
        }
    }

    private static double[] evaluate(
            CircuitEvaluator evaluator, Circuit start, List<Circuit> circuits) {
        try (var step = evaluator.at(start)) {
            return step.evaluate(circuits);
        }
    }

    private static void assertAgreement(RandomCase it, Precision precision, double tolerance) {
        assertAgreement(it, precision, tolerance, IncrementalEvaluator::of);
    }

    private static void assertAgreement(
            RandomCase it,
            Precision precision,
            double tolerance,
            BiFunction<FullForwardEvaluator.Setting, NDManager, IncrementalEvaluator> opener) {
        var random = new Random(2000 + it.seed());
        var weights = ToyModels.weights(it.config());
        try (var manager = TensorEngine.open("cpu");
                var model = new Transformer(weights, manager, precision)) {
            var setting = setting(it, model, random, manager);
            try (var oracle = FullForwardEvaluator.of(setting, manager);
                    var incremental = opener.apply(setting, manager)) {
                var start = setting.graph().full();
                for (int step = 0; step < 5; step++) {
                    List<Circuit> circuits = parts(start, random);
                    double[] found = evaluate(incremental, start, circuits);
                    for (int i = 0; i < found.length; i++) {
                        double expected = oracle.measure(circuits.get(i));
                        assertThat(found[i])
                                .as("step %d, circuit %d of %s", step, i, circuits)
                                .isCloseTo(
                                        expected,
                                        within(tolerance * Math.max(1, Math.abs(expected))));
                    }
                    start = next(start, circuits, step, random);
                }
            }
        }
    }

    /** Circuits of one call: single removals, nested ones, a few at random, the start itself. */
    private static List<Circuit> parts(Circuit start, Random random) {
        List<Circuit> parts = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        double share = new double[] {0.99, 0.9, 0.5}[random.nextInt(3)];
        for (int i = 0; i < count; i++) {
            var from = random.nextBoolean() || parts.isEmpty() ? start : parts.get(i - 1);
            parts.add(random.nextInt(8) == 0 ? from : from.where(e -> random.nextDouble() < share));
        }
        return parts;
    }

    /** One of them, now and then a circuit that is no part of the start. */
    private static Circuit next(Circuit start, List<Circuit> parts, int step, Random random) {
        if (step == 3) {
            return start.graph().full().where(edge -> random.nextDouble() < 0.8);
        }
        return parts.get(random.nextInt(parts.size()));
    }

    private static FullForwardEvaluator.Setting setting(
            RandomCase it, Transformer model, Random random, NDManager manager) {
        int vocabulary = it.config().dimensions().vocabulary();
        int[] even = it.ablation() == Ablation.MEAN ? RandomCase.EVEN : it.lengths();
        var prompts =
                new Prompts(
                        TokenBatch.of(RandomCase.tokens(random, vocabulary, it.lengths()), manager),
                        TokenBatch.of(RandomCase.tokens(random, vocabulary, even), manager),
                        null);
        var graph = new ComputationalGraph(it.shape());
        var metric = metric(it, model, prompts.clean(), random);
        return new FullForwardEvaluator.Setting(model, graph, prompts, it.ablation(), metric);
    }

    private static Metric metric(
            RandomCase it, Transformer model, TokenBatch clean, Random random) {
        var scored = scored(it.lengths(), random);
        int outputs = it.config().dimensions().outputs();
        long[] answers = random.longs(scored.count(), 0, outputs).toArray();
        long[][] wrong =
                Stream.generate(() -> random.longs(2, 0, outputs).toArray())
                        .limit(scored.count())
                        .toArray(long[][]::new);
        var logits = model.forward(clean, Hooks.NONE);
        var kinds = MetricKind.values();
        return Metrics.of(
                kinds[it.seed() % kinds.length],
                new Targets(logits, scored, answers, wrong, outputs));
    }

    /** Each row's last position, or all of its own, or some of them, possibly none. */
    private static Scored scored(int[] lengths, Random random) {
        int longest = Math.max(lengths[0], lengths[1]);
        int which = random.nextInt(3);
        boolean[][] mask = new boolean[lengths.length][longest];
        for (int row = 0; row < lengths.length; row++) {
            for (int pos = 0; pos < lengths[row]; pos++) {
                boolean last = pos == lengths[row] - 1;
                mask[row][pos] = which == 1 || (which == 0 ? last : random.nextInt(3) == 0);
            }
        }
        mask[0][0] |= which == 2; // one place at least
        return Scored.masked(mask);
    }
}

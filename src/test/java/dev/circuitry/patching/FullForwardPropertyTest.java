package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
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
import dev.circuitry.testing.PlainCircuit;
import dev.circuitry.testing.PlainTransformer;
import dev.circuitry.testing.ToyModels;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random circuits of small models of every kind, against plain loops that share no code with the
 * model.
 */
class FullForwardPropertyTest {
    private static final int ROWS = RandomCase.ROWS;

    static Stream<RandomCase> cases() {
        return RandomCase.some(40);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logitsOfRandomCircuitsAreThoseOfTheDefinition(RandomCase it) {
        var random = new Random(1000 + it.seed());
        var weights = ToyModels.weights(it.config());
        var plain = new PlainTransformer(weights);
        var sizes = it.config().dimensions();
        var graph = new ComputationalGraph(it.shape());
        int[] lengths = it.lengths();
        int[][] clean = RandomCase.tokens(random, sizes.vocabulary(), lengths);
        int[][] corrupted =
                RandomCase.tokens(
                        random,
                        sizes.vocabulary(),
                        it.ablation() == Ablation.MEAN ? RandomCase.EVEN : lengths);
        try (var manager = TensorEngine.open("cpu");
                var model = new Transformer(weights, manager, Precision.FLOAT64)) {
            var prompts =
                    new Prompts(
                            TokenBatch.of(clean, manager), TokenBatch.of(corrupted, manager), null);
            int length = (int) prompts.clean().tokens().getShape().get(1);
            var logits = model.forward(prompts.clean(), Hooks.NONE);
            var targets =
                    new Targets(logits, Scored.all(ROWS, length), null, null, sizes.outputs());
            var metric = Metrics.of(MetricKind.KL_DIV, targets);
            try (var evaluator =
                    FullForwardEvaluator.of(
                            new FullForwardEvaluator.Setting(
                                    model, graph, prompts, it.ablation(), metric),
                            manager)) {
                for (double share : new double[] {1, 0.9, 0.5, 0}) {
                    var circuit = graph.full().where(edge -> random.nextDouble() < share);
                    double[] found =
                            evaluator.withLogits(circuit, found1 -> found1.toDoubleArray());
                    assertThat(found).hasSize(ROWS * length * sizes.outputs());
                    for (int row = 0; row < ROWS; row++) {
                        assertRow(
                                expected(it, plain, circuit, clean[row], corrupted[row], corrupted),
                                found,
                                row * length,
                                row);
                    }
                }
            }
        }
    }

    private static double[][] expected(
            RandomCase it,
            PlainTransformer plain,
            Circuit circuit,
            int[] clean,
            int[] corrupted,
            int[][] allCorrupted) {
        var ablated =
                it.ablation() == Ablation.MEAN
                        ? PlainCircuit.meanAblated(plain, clean, allCorrupted, it.split())
                        : PlainCircuit.ablated(
                                plain, corrupted, it.split(), it.ablation() == Ablation.ZERO);
        return plain.logits(clean, it.split(), new PlainCircuit(circuit, ablated));
    }

    private static void assertRow(double[][] expected, double[] found, int first, int row) {
        int outputs = expected[0].length;
        for (int p = 0; p < expected.length; p++) {
            for (int output = 0; output < outputs; output++) {
                assertThat(found[(first + p) * outputs + output])
                        .as("row %d, position %d, output %d", row, p, output)
                        .isCloseTo(expected[p][output], within(1e-12));
            }
        }
    }
}

package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Activation;
import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Positions;
import dev.circuitry.model.Rotary;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.PlainCircuit;
import dev.circuitry.testing.PlainTransformer;
import dev.circuitry.testing.ToyModels;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random circuits of small models of every kind, against plain loops that share no code with the
 * model.
 */
class FullForwardPropertyTest {
    private static final int ROWS = 2;
    private static final int LENGTH = 5;

    static Stream<Case> cases() {
        return IntStream.range(0, 40)
                .mapToObj(
                        seed -> {
                            var random = new Random(seed);
                            int heads = 1 + random.nextInt(4);
                            int keyHeads =
                                    heads % 2 == 0 && random.nextBoolean() ? heads / 2 : heads;
                            int hidden = random.nextInt(4) > 0 ? 5 : 0;
                            var sizes =
                                    new Dimensions(
                                            1 + random.nextInt(3),
                                            heads,
                                            keyHeads,
                                            6,
                                            4,
                                            hidden,
                                            LENGTH,
                                            7,
                                            7);
                            var config =
                                    new TransformerConfig(
                                            sizes,
                                            new AttentionConfig(
                                                    random.nextInt(4) > 0,
                                                    random.nextInt(4) > 0,
                                                    random.nextInt(3) == 0 ? 2 : 0),
                                            new MlpConfig(
                                                    pick(random, Activation.values()),
                                                    random.nextBoolean(),
                                                    random.nextInt(3) == 0),
                                            NormConfig.of(pick(random, Normalization.values())),
                                            positions(random));
                            boolean split =
                                    config.positions().kind() == Positions.STANDARD
                                            && random.nextInt(3) == 0;
                            return new Case(seed, config, split, pick(random, Ablation.values()));
                        });
    }

    private static PositionConfig positions(Random random) {
        return switch (pick(random, Positions.values())) {
            case STANDARD -> PositionConfig.STANDARD;
            case SHORTFORMER -> PositionConfig.SHORTFORMER;
            case ROTARY ->
                    PositionConfig.rotary(
                            Rotary.of(random.nextBoolean() ? 4 : 2, 100, random.nextBoolean()));
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logitsOfRandomCircuitsAreThoseOfTheDefinition(Case it) {
        var random = new Random(1000 + it.seed);
        var weights = ToyModels.weights(it.config);
        var plain = new PlainTransformer(weights);
        var sizes = it.config.dimensions();
        var graph = new ComputationalGraph(shape(it));
        int[] lengths = it.lengths();
        int[][] clean = tokens(random, sizes.vocabulary(), lengths);
        int[][] corrupted =
                tokens(
                        random,
                        sizes.vocabulary(),
                        it.ablation == Ablation.MEAN ? Case.EVEN : lengths);
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
                                    model, graph, prompts, it.ablation, metric),
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

    private static GraphShape shape(Case it) {
        var sizes = it.config.dimensions();
        var beside = it.config.mlp().parallel() ? MlpPlacement.PARALLEL : MlpPlacement.SEQUENTIAL;
        var mlp = sizes.hasMlps() ? beside : MlpPlacement.NONE;
        return new GraphShape(sizes.layers(), sizes.heads(), sizes.keyValueHeads(), mlp, it.split);
    }

    private static double[][] expected(
            Case it,
            PlainTransformer plain,
            Circuit circuit,
            int[] clean,
            int[] corrupted,
            int[][] allCorrupted) {
        var ablated =
                it.ablation == Ablation.MEAN
                        ? PlainCircuit.meanAblated(plain, clean, allCorrupted, it.split)
                        : PlainCircuit.ablated(
                                plain, corrupted, it.split, it.ablation == Ablation.ZERO);
        return plain.logits(clean, it.split, new PlainCircuit(circuit, ablated));
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

    private static int[][] tokens(Random random, int vocabulary, int[] lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> random.ints(length, 0, vocabulary).toArray())
                .toArray(int[][]::new);
    }

    private static <T> T pick(Random random, T[] options) {
        return options[random.nextInt(options.length)];
    }

    record Case(int seed, TransformerConfig config, boolean split, Ablation ablation) {
        static final int[] EVEN = IntStream.generate(() -> LENGTH).limit(ROWS).toArray();

        /** In every second case the rows are of different lengths. */
        int[] lengths() {
            return seed % 2 == 0 ? EVEN : new Random(seed).ints(ROWS, 1, LENGTH + 1).toArray();
        }
    }
}

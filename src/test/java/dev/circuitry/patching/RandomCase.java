package dev.circuitry.patching;

import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.model.Activation;
import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Positions;
import dev.circuitry.model.Rotary;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Ablation;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small model of any kind, with prompts of equal or unequal lengths and an ablation, by a seed.
 */
record RandomCase(int seed, TransformerConfig config, boolean split, Ablation ablation) {
    static final int ROWS = 2;
    static final int[] EVEN = IntStream.generate(() -> RandomCase.LENGTH).limit(ROWS).toArray();
    private static final int LENGTH = 5;

    /** Fewer than are worth blocks, blocks and some, and whole blocks. */
    private static final int[] OUTPUTS = {7, 7, 7, 1100, 1024};

    /** The first so many. */
    static Stream<RandomCase> some(int count) {
        return IntStream.range(0, count).mapToObj(RandomCase::of);
    }

    private static RandomCase of(int seed) {
        var random = new Random(seed);
        int heads = 1 + random.nextInt(4);
        int keyHeads = heads % 2 == 0 && random.nextBoolean() ? heads / 2 : heads;
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
                        OUTPUTS[seed % OUTPUTS.length]);
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
        boolean split = config.positions().kind() == Positions.STANDARD && random.nextInt(3) == 0;
        return new RandomCase(seed, config, split, pick(random, Ablation.values()));
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

    /** Of the model's graph. */
    GraphShape shape() {
        var sizes = config.dimensions();
        var beside = config.mlp().parallel() ? MlpPlacement.PARALLEL : MlpPlacement.SEQUENTIAL;
        var mlp = sizes.hasMlps() ? beside : MlpPlacement.NONE;
        return new GraphShape(sizes.layers(), sizes.heads(), sizes.keyValueHeads(), mlp, split);
    }

    /** Random prompts. */
    static int[][] tokens(Random random, int vocabulary, int[] lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> random.ints(length, 0, vocabulary).toArray())
                .toArray(int[][]::new);
    }

    private static <T> T pick(Random random, T[] options) {
        return options[random.nextInt(options.length)];
    }

    /** In every second case the rows are of different lengths. */
    int[] lengths() {
        return seed % 2 == 0 ? EVEN : new Random(seed).ints(ROWS, 1, LENGTH + 1).toArray();
    }
}

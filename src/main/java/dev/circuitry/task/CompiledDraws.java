package dev.circuitry.task;

import dev.circuitry.model.Dimensions;
import dev.circuitry.random.TorchRandom;
import java.util.stream.IntStream;

/**
 * The generator as the reference finds it when it makes the data of a compiled model: seeded, and
 * advanced by the initial weights that the model drew before the compiled ones replaced them.
 */
final class CompiledDraws {
    private CompiledDraws() {}

    /** The generator after a model of these sizes was made. */
    static TorchRandom after(Dimensions model, long seed) {
        var random = TorchRandom.manualSeed(seed);
        long width = model.dModel();
        random.skipNormal(width * model.vocabulary());
        random.skipNormal(width * model.context());
        for (int layer = 0; layer < model.layers(); layer++) {
            IntStream.range(0, 4)
                    .forEach(matrix -> random.skipNormal(width * model.heads() * model.dHead()));
            IntStream.range(0, 2).forEach(matrix -> random.skipNormal(width * model.dMlp()));
        }
        random.skipNormal(width * model.outputs());
        return random;
    }

    /** Rows in another order. */
    static int[][] permuted(int[][] rows, int[] permutation) {
        return IntStream.of(permutation).mapToObj(row -> rows[row]).toArray(int[][]::new);
    }
}

package dev.circuitry.model.format.tensor;

import ai.djl.ndarray.types.DataType;
import dev.circuitry.model.TensorEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Tables of whole numbers that torch.save wrote, such as tokens and masks. */
public final class SavedTable {
    private SavedTable() {}

    /**
     * The rows of a file that holds one table; of booleans, one where true.
     *
     * @throws dev.circuitry.problem.ProblemException MODEL_UNUSABLE where it holds anything else
     */
    public static long[][] read(Path file) {
        var stored = TorchArchive.only(file);
        stored.requireReadable();
        if (stored.shape().length != 2) {
            throw Unusable.because(
                    file, "the tensor has " + stored.shape().length + " dimensions instead of 2");
        }
        int columns = Math.toIntExact(stored.shape()[1]);
        try (var manager = TensorEngine.open("cpu")) {
            long[] all = stored.read(manager, DataType.INT64).toLongArray();
            return IntStream.range(0, Math.toIntExact(stored.shape()[0]))
                    .mapToObj(row -> Arrays.copyOfRange(all, row * columns, (row + 1) * columns))
                    .toArray(long[][]::new);
        }
    }
}

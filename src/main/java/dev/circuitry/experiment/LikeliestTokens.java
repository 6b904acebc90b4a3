package dev.circuitry.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.task.PromptPairs;
import java.util.List;
import java.util.stream.IntStream;

/** What a model would say next. */
final class LikeliestTokens {
    private LikeliestTokens() {}

    /**
     * The likeliest tokens after each row's last scored position, or after its last token where
     * none is scored; likeliest first.
     *
     * @param logits {@code [batch, pos, outputs]}
     * @param count how many a row; all where there are fewer
     */
    static List<List<TokenLogit>> of(NDArray logits, PromptPairs pairs, int count) {
        var last = atEnds(logits, pairs); // [batch, outputs]
        int columns = (int) Math.min(count, last.getShape().get(1));
        var top = last.toType(DataType.FLOAT64, false).topK(columns, 1, true, true);
        return rows(top.get(0).toDoubleArray(), top.get(1).toLongArray(), columns);
    }

    private static NDArray atEnds(NDArray logits, PromptPairs pairs) {
        var shape = logits.getShape();
        long[] places =
                IntStream.range(0, pairs.rows())
                        .mapToLong(row -> row * shape.get(1) + end(pairs, row))
                        .toArray();
        return logits.reshape(shape.get(0) * shape.get(1), shape.get(2))
                .get(logits.getManager(), new NDIndex("{}", logits.getManager().create(places)));
    }

    private static int end(PromptPairs pairs, int row) {
        int[] positions = pairs.scored().positions()[row];
        return positions.length == 0
                ? pairs.clean()[row].length - 1
                : positions[positions.length - 1];
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
}

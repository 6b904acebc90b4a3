package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.stream.LongStream;

/** Picks the scored places, and tokens at them, out of logits. */
final class ScoredRows {
    private final NDArray places; // [scored]

    ScoredRows(Targets targets) {
        places = targets.clean().getManager().create(targets.scored().places());
    }

    /**
     * The logits at the scored places, {@code [scored, outputs]}, from {@code [batch, pos,
     * outputs]}.
     */
    NDArray of(NDArray logits) {
        Shape shape = logits.getShape();
        return logits.reshape(shape.get(0) * shape.get(1), shape.get(2))
                .get(logits.getManager(), new NDIndex("{}", places));
    }

    /** One token a place as an index for {@link #pick}, beside the array. */
    static NDArray column(NDArray beside, long[] tokens) {
        return beside.getManager().create(tokens, new Shape(tokens.length, 1));
    }

    /** Equally many tokens a place, {@code [scored, tokens]}. */
    static NDArray columns(NDArray beside, long[][] tokens) {
        long[] flat =
                LongStream.range(0, tokens.length)
                        .flatMap(row -> LongStream.of(tokens[(int) row]))
                        .toArray();
        return beside.getManager().create(flat, new Shape(tokens.length, tokens[0].length));
    }

    /** The values of tokens, {@code [scored, tokens]}. */
    static NDArray pick(NDArray rows, NDArray tokens) {
        return rows.gather(tokens, 1);
    }

    /** A tensor of one element as a double, widened exactly. */
    static double number(NDArray scalar) {
        return scalar.getDataType() == DataType.FLOAT64 ? scalar.getDouble() : scalar.getFloat();
    }
}

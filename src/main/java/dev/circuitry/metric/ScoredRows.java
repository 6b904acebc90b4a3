package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks the scored places, and tokens at them, out of logits. */
final class ScoredRows {
    private final Scored scored;
    private final NDArray places; // [scored]

    ScoredRows(Targets targets) {
        scored = targets.scored();
        places = targets.clean().getManager().create(targets.scored().places());
    }

    /** Which places. */
    Scored scored() {
        return scored;
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

    /**
     * Tokens a place, {@code [scored, most]}; where there are fewer, the first stands in for those
     * that are missing.
     */
    static NDArray columns(NDArray beside, long[][] tokens) {
        int most = most(tokens);
        long[] flat =
                Stream.of(tokens)
                        .flatMapToLong(
                                place ->
                                        IntStream.range(0, most)
                                                .mapToLong(i -> place[i < place.length ? i : 0]))
                        .toArray();
        return beside.getManager().create(flat, new Shape(tokens.length, most));
    }

    /**
     * What each of {@link #columns} counts in the mean of its place, {@code [scored, most]}; null
     * where there are equally many everywhere, so that all count alike.
     */
    static @Nullable NDArray weights(NDArray beside, long[][] tokens) {
        int most = most(tokens);
        if (Stream.of(tokens).allMatch(place -> place.length == most)) {
            return null;
        }
        double[] flat =
                Stream.of(tokens)
                        .flatMapToDouble(
                                place ->
                                        IntStream.range(0, most)
                                                .mapToDouble(
                                                        i ->
                                                                i < place.length
                                                                        ? 1.0 / place.length
                                                                        : 0))
                        .toArray();
        return beside.getManager()
                .create(flat, new Shape(tokens.length, most))
                .toType(beside.getDataType(), false);
    }

    private static int most(long[][] tokens) {
        return Stream.of(tokens).mapToInt(place -> place.length).max().orElseThrow();
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

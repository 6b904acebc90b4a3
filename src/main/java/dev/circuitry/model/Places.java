package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.jspecify.annotations.Nullable;

/**
 * The positions of each row at which activations are computed: a pass computes all, a part of the
 * model may be asked for some. Keys and values are always those of every position.
 *
 * @param positions int64, {@code [batch, pos]}, in any order and not necessarily different; null
 *     for every position of the row
 * @param real one where a token is not padding, {@code [batch, 1, 1, pos]} of every position, in
 *     the model's precision; null where none is
 */
public record Places(@Nullable NDArray positions, @Nullable NDArray real) {
    /** Rows of a table by position, {@code [known pos, ...]}, as {@code [batch or 1, pos, ...]}. */
    static NDArray pick(NDArray table, NDArray positions) {
        var shape = positions.getShape();
        var tail = table.getShape().slice(1);
        return table.get(positions.getManager(), new NDIndex("{}", positions.flatten()))
                .reshape(shape.addAll(tail));
    }
}

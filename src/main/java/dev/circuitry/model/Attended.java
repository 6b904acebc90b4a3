package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a layer's attention reads.
 *
 * @param resid the residual stream, {@code [batch, pos, d_model]}
 * @param positions what queries and keys read beside it, of the same shape, or null
 * @param real one where a token is not padding, {@code [batch, 1, 1, pos]}, or null where none is
 */
record Attended(NDArray resid, @Nullable NDArray positions, @Nullable NDArray real) {
    /** The same with another residual stream. */
    Attended with(NDArray other) {
        return new Attended(other, positions, real);
    }
}

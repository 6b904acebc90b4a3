package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a layer's attention reads.
 *
 * @param resid the residual stream, {@code [batch, pos, d_model]}
 * @param beside what queries and keys read beside it, of the same shape, or null
 * @param places where
 */
record Attended(NDArray resid, @Nullable NDArray beside, Places places) {
    /** The same with another residual stream. */
    Attended with(NDArray other) {
        return new Attended(other, beside, places);
    }
}

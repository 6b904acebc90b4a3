package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The normalisation before one reader: {@code (x - mean) / sqrt(variance + 1e-5)}, then weight and
 * bias where they are not folded.
 */
final class LayerNorm {
    private static final double EPSILON = 1e-5;

    private final Normalization kind;
    private final @Nullable NDArray weight;
    private final @Nullable NDArray bias;
    private final String scaleHook;
    private final String normalizedHook;

    LayerNorm(String name, Normalization kind, Parameters parameters) {
        this.kind = kind;
        this.weight = kind == Normalization.LN ? parameters.get(name + ".w") : null;
        this.bias = kind == Normalization.LN ? parameters.get(name + ".b") : null;
        this.scaleHook = name + ".hook_scale";
        this.normalizedHook = name + ".hook_normalized";
    }

    /** Normalises over the last dimension; any shape {@code [..., d_model]}. */
    NDArray apply(NDArray x, Hooks hooks) {
        if (kind == Normalization.NONE) {
            return x;
        }
        var centred = x.sub(x.mean(new int[] {-1}, true)); // [..., d_model]
        var scale = centred.square().mean(new int[] {-1}, true).add(EPSILON).sqrt(); // [..., 1]
        var normalized = centred.div(hooks.pass(scaleHook, scale)); // [..., d_model]
        if (weight != null && bias != null) {
            normalized = normalized.mul(weight).add(bias);
        }
        return hooks.pass(normalizedHook, normalized);
    }
}

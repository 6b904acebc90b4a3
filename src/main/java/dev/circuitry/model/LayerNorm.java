package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** The normalisation before one reader; {@link Normalization} has the formulas. */
final class LayerNorm {
    private final NormConfig config;
    private final @Nullable NDArray weight; // [d_model]
    private final @Nullable NDArray bias; // [d_model]
    private final String scaleHook;
    private final String normalizedHook;

    LayerNorm(String name, NormConfig config, Parameters parameters) {
        this.config = config;
        this.weight = config.kind().hasWeight() ? parameters.get(name + ".w") : null;
        this.bias = config.kind().hasBias() ? parameters.get(name + ".b") : null;
        this.scaleHook = name + ".hook_scale";
        this.normalizedHook = name + ".hook_normalized";
    }

    /** Normalises over the last dimension; any shape {@code [..., d_model]}. */
    NDArray apply(NDArray x, Hooks hooks) {
        if (config.kind() == Normalization.NONE) {
            return x;
        }
        boolean centring = config.kind().isCentring();
        var centred = centring ? x.sub(x.mean(new int[] {-1}, true)) : x;
        var scale =
                centred.square()
                        .mean(new int[] {-1}, true)
                        .addi(config.epsilon())
                        .sqrt(); // [..., 1]
        scale = hooks.pass(scaleHook, scale);
        var normalized = centring ? centred.divi(scale) : centred.div(scale); // [..., d_model]
        if (weight != null) {
            normalized.muli(weight);
        }
        return hooks.pass(normalizedHook, bias == null ? normalized : normalized.addi(bias));
    }
}

package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The normalisation before one reader; {@link Normalization} has the formulas. */
final class LayerNorm {
    private final NormConfig config;
    private final @Nullable NDArray weight; // [d_model]
    private final @Nullable NDArray bias; // [d_model]
    private final Parameters parameters;
    private final String scaleHook;
    private final String normalizedHook;
    private final Map<Float, NDArray> constants = new HashMap<>(); // [d_model] each

    LayerNorm(String name, NormConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
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
        if (centring && x.getDataType() == DataType.FLOAT32 && !isWatched(hooks)) {
            return atOnce(x);
        }
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

    private boolean isWatched(Hooks hooks) {
        return hooks.watches(scaleHook) || hooks.watches(normalizedHook);
    }

    /** By the engine's own operation, which passes over the values once; its epsilon is a float. */
    private NDArray atOnce(NDArray x) {
        var width = new Shape(x.getShape().get(x.getShape().dimension() - 1));
        return x.getNDArrayInternal()
                .layerNorm(
                        x,
                        width,
                        weight == null ? constant(1, width) : weight,
                        bias == null ? constant(0, width) : bias,
                        (float) config.epsilon())
                .singletonOrThrow();
    }

    /** In place of weights that there are not: all the same, made once. */
    private NDArray constant(float value, Shape width) {
        return constants.computeIfAbsent(
                value, made -> parameters.derived(manager -> manager.full(width, made)));
    }
}

package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.HookPoints;
import org.jspecify.annotations.Nullable;

/** One layer's MLP; {@link MlpConfig} has the formulas of its hidden layer. */
final class Mlp {
    private static final double GELU_CUBIC = 0.044715;
    private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

    private final int layer;
    private final Activation activation;
    private final LayerNorm norm;
    private final @Nullable NDArray gate; // [d_model, d_mlp]
    private final NDArray in; // [d_model, d_mlp]
    private final NDArray inBias; // [d_mlp]
    private final NDArray out; // [d_mlp, d_model]
    private final NDArray outBias; // [d_model]

    Mlp(int layer, TransformerConfig config, Parameters parameters) {
        this.layer = layer;
        this.activation = config.mlp().activation();
        this.norm = new LayerNorm(HookPoints.inBlock(layer, "ln2"), config.norm(), parameters);
        this.gate =
                config.mlp().gated()
                        ? parameters.get(HookPoints.inBlock(layer, "mlp.W_gate"))
                        : null;
        this.in = parameters.get(HookPoints.inBlock(layer, "mlp.W_in"));
        this.inBias = parameters.get(HookPoints.inBlock(layer, "mlp.b_in"));
        this.out = parameters.get(HookPoints.inBlock(layer, "mlp.W_out"));
        this.outBias = parameters.get(HookPoints.inBlock(layer, "mlp.b_out"));
    }

    /** What the MLP writes, {@code [batch, pos, d_model]}, from what it reads. */
    NDArray apply(NDArray resid, Hooks hooks) {
        Shape shape = resid.getShape();
        long rows = shape.get(0) * shape.get(1);
        var read =
                norm.apply(hooks.pass(HookPoints.mlpIn(layer), resid), hooks)
                        .reshape(rows, shape.get(2)); // [batch * pos, d_model]
        var hidden = new Shape(shape.get(0), shape.get(1), inBias.size());
        var post = gate == null ? plain(read, hidden, hooks) : gated(read, gate, hidden, hooks);
        post = hooks.pass(HookPoints.inBlock(layer, "mlp.hook_post"), post); // [batch, pos, d_mlp]
        var written = post.reshape(rows, inBias.size()).matMul(out).addi(outBias).reshape(shape);
        return hooks.pass(HookPoints.mlpOut(layer), written); // [batch, pos, d_model]
    }

    private NDArray plain(NDArray read, Shape hidden, Hooks hooks) {
        var pre = read.matMul(in).addi(inBias).reshape(hidden);
        return activate(hooks.pass(HookPoints.inBlock(layer, "mlp.hook_pre"), pre));
    }

    private NDArray gated(NDArray read, NDArray gate, Shape hidden, Hooks hooks) {
        var pre =
                hooks.pass(
                        HookPoints.inBlock(layer, "mlp.hook_pre"),
                        read.matMul(gate).reshape(hidden));
        var linear = read.matMul(in).reshape(hidden);
        linear = hooks.pass(HookPoints.inBlock(layer, "mlp.hook_pre_linear"), linear);
        return activate(pre).muli(linear).addi(inBias); // the bias comes after the product
    }

    /** A new array: hooks may hold what is activated. Each step writes where the one before did. */
    private NDArray activate(NDArray x) {
        return switch (activation) {
            case RELU -> x.maximum(0);
            case SILU -> x.getNDArrayInternal().sigmoid().muli(x);
            case GELU -> x.mul(Math.sqrt(0.5)).erf().addi(1).muli(x).muli(0.5);
            case GELU_NEW -> {
                var inner = x.square().muli(2 * GELU_SCALE * GELU_CUBIC).addi(2 * GELU_SCALE);
                // half of 1 + tanh y is the sigmoid of 2y, which is exact where tanh y is near -1
                yield inner.muli(x).getNDArrayInternal().sigmoid().muli(x);
            }
        };
    }
}

package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.HookPoints;

/** One layer's MLP: {@code act(norm(x) W_in + b_in) W_out + b_out}. */
final class Mlp {
    private static final double GELU_CUBIC = 0.044715;
    private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

    private final int layer;
    private final Activation activation;
    private final LayerNorm norm;
    private final NDArray in; // [d_model, d_mlp]
    private final NDArray inBias; // [d_mlp]
    private final NDArray out; // [d_mlp, d_model]
    private final NDArray outBias; // [d_model]

    Mlp(int layer, TransformerConfig config, Parameters parameters) {
        this.layer = layer;
        this.activation = config.activation();
        this.norm =
                new LayerNorm(HookPoints.inBlock(layer, "ln2"), config.normalization(), parameters);
        this.in = parameters.get(HookPoints.inBlock(layer, "mlp.W_in"));
        this.inBias = parameters.get(HookPoints.inBlock(layer, "mlp.b_in"));
        this.out = parameters.get(HookPoints.inBlock(layer, "mlp.W_out"));
        this.outBias = parameters.get(HookPoints.inBlock(layer, "mlp.b_out"));
    }

    /** What the MLP writes, {@code [batch, pos, d_model]}, from what it reads. */
    NDArray apply(NDArray resid, Hooks hooks) {
        Shape shape = resid.getShape();
        var read =
                norm.apply(
                        hooks.pass(HookPoints.mlpIn(layer), resid), hooks); // [batch, pos, d_model]
        var pre =
                read.reshape(shape.get(0) * shape.get(1), shape.get(2))
                        .matMul(in)
                        .add(inBias)
                        .reshape(shape.get(0), shape.get(1), inBias.size()); // [batch, pos, d_mlp]
        pre = hooks.pass(HookPoints.inBlock(layer, "mlp.hook_pre"), pre);
        var post =
                hooks.pass(
                        HookPoints.inBlock(layer, "mlp.hook_post"),
                        activate(pre)); // [batch, pos, d_mlp]
        var written =
                post.reshape(shape.get(0) * shape.get(1), inBias.size())
                        .matMul(out)
                        .add(outBias)
                        .reshape(shape); // [batch, pos, d_model]
        return hooks.pass(HookPoints.mlpOut(layer), written);
    }

    private NDArray activate(NDArray x) {
        return switch (activation) {
            case RELU -> x.maximum(0);
            case GELU_NEW -> {
                var cube = x.square().mul(x);
                var inner = x.add(cube.mul(GELU_CUBIC)).mul(GELU_SCALE);
                yield x.mul(inner.tanh().add(1)).mul(0.5);
            }
        };
    }
}

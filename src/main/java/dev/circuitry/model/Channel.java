package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.HookPoints;
import org.jspecify.annotations.Nullable;

/**
 * Queries, keys or values of a layer. Heads read apart only where a hook watches what they read;
 * otherwise one matrix product serves all.
 */
final class Channel {
    private final String hook;
    private final String inputHook;
    private final LayerNorm norm;
    private final NDArray weights; // [head, d_model, d_head]
    private final NDArray bias; // [head, d_head]
    private final NDArray shared; // [d_model, head * d_head]
    private final HeadRange all;

    Channel(int layer, char channel, LayerNorm norm, Parameters parameters) {
        char upper = Character.toUpperCase(channel);
        this.hook = HookPoints.channel(layer, channel);
        this.inputHook = HookPoints.channelInput(layer, channel);
        this.norm = norm;
        this.weights = parameters.get(HookPoints.inBlock(layer, "attn.W_" + upper));
        this.bias = parameters.get(HookPoints.inBlock(layer, "attn.b_" + upper));
        Shape shape = weights.getShape();
        this.all = new HeadRange(0, (int) shape.get(0));
        this.shared =
                parameters.derived(
                        weights,
                        apart ->
                                apart.transpose(1, 0, 2)
                                        .reshape(shape.get(1), shape.get(0) * shape.get(2)));
    }

    /**
     * From the residual stream to queries, keys or values.
     *
     * @param resid {@code [batch, pos, d_model]}
     * @param positions read beside it after the normalisation, of the same shape, or null
     * @return {@code [batch, pos, head, d_head]}
     */
    NDArray read(NDArray resid, @Nullable NDArray positions, Hooks hooks) {
        if (!hooks.watches(inputHook)) {
            var read = norm.apply(resid, hooks); // [batch, pos, d_model]
            return hooks.pass(
                    hook, projectShared(all, positions == null ? read : read.add(positions)));
        }
        Shape shape = resid.getShape();
        var perHead =
                resid.expandDims(2)
                        .broadcast(
                                shape.get(0), shape.get(1), bias.getShape().get(0), shape.get(2));
        var read = norm.apply(hooks.at(inputHook, perHead), hooks); // [batch, pos, head, d_model]
        var apart = projectApart(all, positions == null ? read : read.add(positions.expandDims(2)));
        return hooks.pass(hook, apart.transpose(1, 2, 0, 3));
    }

    /** What all its heads that read the same project, of any shape {@code [..., d_model]}. */
    NDArray normalized(NDArray resid) {
        return norm.apply(resid, Hooks.NONE);
    }

    /**
     * Some heads alone, as {@link #read} makes them.
     *
     * @param read normalised, {@code [batch, pos, head, d_model]}, or {@code [batch, pos, 1,
     *     d_model]} where all read the same
     * @return {@code [head, batch, pos, d_head]}
     */
    NDArray heads(HeadRange heads, NDArray read) {
        return read.getShape().get(2) == heads.count()
                ? projectApart(heads, read)
                : projectShared(heads, read.squeeze(2)).transpose(2, 0, 1, 3);
    }

    /** {@code [batch, pos, head, d_head]}. */
    private NDArray projectShared(HeadRange heads, NDArray read) {
        Shape shape = read.getShape();
        long dHead = bias.getShape().get(1);
        long from = heads.first() * dHead;
        var columns = new NDIndex().addAllDim().addSliceDim(from, from + heads.count() * dHead);
        return read.reshape(shape.get(0) * shape.get(1), shape.get(2))
                .matMul(shared.get(columns))
                .reshape(shape.get(0), shape.get(1), heads.count(), dHead)
                .addi(heads.of(bias));
    }

    /** {@code [head, batch, pos, d_head]}. */
    private NDArray projectApart(HeadRange heads, NDArray read) {
        Shape shape = read.getShape();
        return read.transpose(2, 0, 1, 3)
                .reshape(shape.get(2), shape.get(0) * shape.get(1), shape.get(3))
                .matMul(heads.of(weights))
                .addi(heads.of(bias).expandDims(1))
                .reshape(shape.get(2), shape.get(0), shape.get(1), weights.getShape().get(2));
    }
}

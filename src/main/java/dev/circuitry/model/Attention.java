package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.HookPoints;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One layer's attention. Heads read and write apart only where a hook watches; otherwise one matrix
 * product serves all.
 */
final class Attention {
    /** What masked scores are set to (TransformerLens' IGNORE). */
    private static final float MASKED = -1e5f;

    private final int layer;
    private final TransformerConfig config;
    private final LayerNorm norm;
    private final Map<Character, Channel> channels = new HashMap<>();
    private final NDArray outputs; // [head, d_head, d_model]
    private final NDArray outputBias; // [d_model]

    Attention(int layer, TransformerConfig config, Parameters parameters) {
        this.layer = layer;
        this.config = config;
        this.norm =
                new LayerNorm(HookPoints.inBlock(layer, "ln1"), config.normalization(), parameters);
        for (char channel : new char[] {'q', 'k', 'v'}) {
            channels.put(channel, new Channel(layer, channel, parameters));
        }
        this.outputs = parameters.get(HookPoints.inBlock(layer, "attn.W_O"));
        this.outputBias = parameters.get(HookPoints.inBlock(layer, "attn.b_O"));
    }

    /**
     * What all heads write together.
     *
     * @param resid {@code [batch, pos, d_model]}
     * @param positions what queries and keys read beside it, {@code [batch, pos, d_model]}, or null
     * @return {@code [batch, pos, d_model]}
     */
    NDArray apply(NDArray resid, @Nullable NDArray positions, Hooks hooks) {
        var q =
                read('q', resid, positions, hooks)
                        .transpose(0, 2, 1, 3); // [batch, head, pos, d_head]
        var k =
                read('k', resid, positions, hooks)
                        .transpose(0, 2, 3, 1); // [batch, head, d_head, pos]
        var v = read('v', resid, null, hooks).transpose(0, 2, 1, 3); // [batch, head, pos, d_head]
        var scores =
                q.matMul(k).div(Math.sqrt(config.dimensions().dHead())); // [batch, head, pos, pos]
        scores =
                hooks.pass(HookPoints.attnScores(layer), config.causal() ? masked(scores) : scores);
        var pattern =
                hooks.pass(
                        HookPoints.pattern(layer), scores.softmax(-1)); // [batch, head, pos, pos]
        var z =
                hooks.pass(
                        HookPoints.z(layer),
                        pattern.matMul(v).transpose(0, 2, 1, 3)); // [batch, pos, head, d_head]
        return hooks.pass(HookPoints.attnOut(layer), write(z, hooks));
    }

    private NDArray read(char which, NDArray resid, @Nullable NDArray positions, Hooks hooks) {
        var channel = channels.get(which);
        if (channel == null) {
            throw new IllegalArgumentException("no channel " + which);
        }
        if (!hooks.watches(channel.inputHook)) {
            var read = norm.apply(resid, hooks); // [batch, pos, d_model]
            var placed = positions == null ? read : read.add(positions);
            return hooks.pass(channel.hook, channel.projectShared(placed));
        }
        Shape shape = resid.getShape();
        var perHead =
                resid.expandDims(2)
                        .broadcast(
                                shape.get(0),
                                shape.get(1),
                                config.dimensions().heads(),
                                shape.get(2));
        var read =
                norm.apply(
                        hooks.at(channel.inputHook, perHead), hooks); // [batch, pos, head, d_model]
        var placed = positions == null ? read : read.add(positions.expandDims(2));
        return hooks.pass(channel.hook, channel.projectPerHead(placed));
    }

    private NDArray write(NDArray z, Hooks hooks) {
        Shape shape = z.getShape(); // [batch, pos, head, d_head]
        long rows = shape.get(0) * shape.get(1);
        long heads = shape.get(2);
        long dModel = outputs.getShape().get(2);
        if (!hooks.watches(HookPoints.result(layer))) {
            var flat = outputs.reshape(heads * shape.get(3), dModel);
            return z.reshape(rows, heads * shape.get(3))
                    .matMul(flat)
                    .add(outputBias)
                    .reshape(shape.get(0), shape.get(1), dModel);
        }
        var result =
                z.transpose(2, 0, 1, 3)
                        .reshape(heads, rows, shape.get(3))
                        .matMul(outputs) // [head, batch * pos, d_model]
                        .reshape(heads, shape.get(0), shape.get(1), dModel)
                        .transpose(1, 2, 0, 3); // [batch, pos, head, d_model]
        return hooks.at(HookPoints.result(layer), result).sum(new int[] {2}).add(outputBias);
    }

    private static NDArray masked(NDArray scores) {
        long length = scores.getShape().get(3);
        var places = scores.getManager().arange((int) length); // [pos]
        var visible =
                places.reshape(length, 1).gte(places.reshape(1, length)); // [query pos, key pos]
        var kept = visible.toType(scores.getDataType(), false);
        var filled = kept.neg().add(1).mul(MASKED);
        return scores.mul(kept)
                .add(filled); // exact: visible scores are multiplied by one and zero is added
    }

    /** Queries, keys or values of a layer. */
    private static final class Channel {
        private final String hook;
        private final String inputHook;
        private final NDArray weights; // [head, d_model, d_head]
        private final NDArray bias; // [head, d_head]
        private final NDArray shared; // [d_model, head * d_head]

        Channel(int layer, char channel, Parameters parameters) {
            String name = "attn.%s_" + Character.toUpperCase(channel);
            hook = HookPoints.channel(layer, channel);
            inputHook = HookPoints.channelInput(layer, channel);
            weights = parameters.get(HookPoints.inBlock(layer, String.format(name, "W")));
            bias = parameters.get(HookPoints.inBlock(layer, String.format(name, "b")));
            Shape shape = weights.getShape();
            shared = weights.transpose(1, 0, 2).reshape(shape.get(1), shape.get(0) * shape.get(2));
        }

        /**
         * From what all heads read alike, {@code [batch, pos, d_model]}, to {@code [batch, pos,
         * head, d_head]}.
         */
        NDArray projectShared(NDArray read) {
            Shape shape = read.getShape();
            return read.reshape(shape.get(0) * shape.get(1), shape.get(2))
                    .matMul(shared)
                    .reshape(
                            shape.get(0),
                            shape.get(1),
                            bias.getShape().get(0),
                            bias.getShape().get(1))
                    .add(bias);
        }

        /**
         * From what every head reads, {@code [batch, pos, head, d_model]}, to {@code [batch, pos,
         * head, d_head]}.
         */
        NDArray projectPerHead(NDArray read) {
            Shape shape = read.getShape();
            long rows = shape.get(0) * shape.get(1);
            return read.transpose(2, 0, 1, 3)
                    .reshape(shape.get(2), rows, shape.get(3))
                    .matMul(weights) // [head, batch * pos, d_head]
                    .reshape(shape.get(2), shape.get(0), shape.get(1), weights.getShape().get(2))
                    .transpose(1, 2, 0, 3)
                    .add(bias);
        }
    }
}

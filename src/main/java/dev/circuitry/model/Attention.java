package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.HookPoints;
import org.jspecify.annotations.Nullable;

/**
 * One layer's attention. Heads write apart only where a hook watches; otherwise one matrix product
 * serves all.
 */
final class Attention {
    private final int layer;
    private final TransformerConfig config;
    private final AttentionMask mask;
    private final Channel queries;
    private final Channel keys;
    private final Channel values;
    private final NDArray outputs; // [head, d_head, d_model]
    private final NDArray outputBias; // [d_model]

    Attention(int layer, TransformerConfig config, AttentionMask mask, Parameters parameters) {
        this.layer = layer;
        this.config = config;
        this.mask = mask;
        var norm = new LayerNorm(HookPoints.inBlock(layer, "ln1"), config.norm(), parameters);
        this.queries = new Channel(layer, 'q', norm, parameters);
        this.keys = new Channel(layer, 'k', norm, parameters);
        this.values = new Channel(layer, 'v', norm, parameters);
        this.outputs = parameters.get(HookPoints.inBlock(layer, "attn.W_O"));
        this.outputBias = parameters.get(HookPoints.inBlock(layer, "attn.b_O"));
    }

    /**
     * What all heads write together.
     *
     * @param attended what it reads
     * @param rotation what turns queries and keys, or null
     * @return {@code [batch, pos, d_model]}
     */
    NDArray apply(Attended attended, @Nullable Rotation rotation, Hooks hooks) {
        var resid = attended.resid();
        var positions = attended.positions();
        var q = queries.read(resid, positions, hooks); // [batch, pos, head, d_head]
        var k = keys.read(resid, positions, hooks); // [batch, pos, key-value head, d_head]
        var v = values.read(resid, null, hooks); // [batch, pos, key-value head, d_head]
        if (rotation != null) {
            q = rotation.apply(q);
            k = rotation.apply(k);
        }
        var z =
                hooks.pass(
                        HookPoints.z(layer),
                        mix(
                                q,
                                shared(k),
                                shared(v),
                                attended.real(),
                                hooks)); // [batch, pos, head, d_head]
        return hooks.pass(HookPoints.attnOut(layer), write(z, hooks));
    }

    private NDArray mix(NDArray q, NDArray k, NDArray v, @Nullable NDArray real, Hooks hooks) {
        var scores =
                q.transpose(0, 2, 1, 3)
                        .matMul(k.transpose(0, 2, 3, 1)); // [batch, head, query pos, key pos]
        if (config.attention().scaled()) {
            scores = scores.div(Math.sqrt(config.dimensions().dHead()));
        }
        scores = hooks.pass(HookPoints.attnScores(layer), mask.apply(scores, real));
        var pattern =
                hooks.pass(
                        HookPoints.pattern(layer),
                        scores.softmax(-1)); // [batch, head, query pos, key pos]
        return pattern.matMul(v.transpose(0, 2, 1, 3)).transpose(0, 2, 1, 3);
    }

    /**
     * Keys or values for every query head: those of a group share one, {@code [batch, pos, head,
     * d_head]}.
     */
    private NDArray shared(NDArray keyValues) {
        int queriesPerKey = config.dimensions().queriesPerKey();
        return queriesPerKey == 1 ? keyValues : keyValues.repeat(2, queriesPerKey);
    }

    private NDArray write(NDArray z, Hooks hooks) {
        Shape shape = z.getShape(); // [batch, pos, head, d_head]
        long rows = shape.get(0) * shape.get(1);
        long heads = shape.get(2);
        long dModel = outputs.getShape().get(2);
        if (!hooks.watches(HookPoints.result(layer))) {
            return z.reshape(rows, heads * shape.get(3))
                    .matMul(outputs.reshape(heads * shape.get(3), dModel))
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
}

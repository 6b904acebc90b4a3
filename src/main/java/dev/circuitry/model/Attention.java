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
    private final @Nullable Rotation rotation;
    private final Channel queries;
    private final Channel keys;
    private final Channel values;
    private final NDArray outputs; // [head, d_head, d_model]
    private final NDArray outputBias; // [d_model]

    /**
     * A layer's.
     *
     * @param rotation what turns queries and keys, or null
     */
    Attention(
            int layer,
            TransformerConfig config,
            AttentionMask mask,
            @Nullable Rotation rotation,
            Parameters parameters) {
        this.layer = layer;
        this.config = config;
        this.mask = mask;
        this.rotation = rotation;
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
     * @return {@code [batch, pos, d_model]}
     */
    NDArray apply(Attended attended, Hooks hooks) {
        var resid = attended.resid();
        var beside = attended.beside();
        var q = queries.read(resid, beside, hooks); // [batch, pos, head, d_head]
        var k = keys.read(resid, beside, hooks); // [batch, pos, key-value head, d_head]
        var v = values.read(resid, null, hooks); // [batch, pos, key-value head, d_head]
        var places = attended.places();
        var z = mix(turned(q, places), shared(turned(k, null)), shared(v), places, hooks);
        z = hooks.pass(HookPoints.z(layer), z); // [batch, pos, head, d_head]
        return hooks.pass(HookPoints.attnOut(layer), write(z, hooks));
    }

    /** What every head's channels read, {@code [batch, pos, d_model]}, before they project it. */
    NDArray normalized(NDArray resid) {
        return queries.normalized(resid);
    }

    /** Queries ({@code 'q'}), keys or values. */
    Channel channel(char channel) {
        return switch (channel) {
            case 'q' -> queries;
            case 'k' -> keys;
            default -> values;
        };
    }

    /**
     * What some heads write.
     *
     * @param q {@code [batch, pos, head, d_head]}, at the places
     * @param k of each head's key-value head at every position, as v
     * @return {@code [head, batch, pos, d_model]}, at the places
     */
    NDArray results(HeadRange heads, NDArray q, NDArray k, NDArray v, Places places) {
        var keys = turned(k, null); // before the queries: they come at known places
        return writeApart(heads, mix(turned(q, places), keys, v, places, Hooks.NONE));
    }

    private NDArray turned(NDArray queriesOrKeys, @Nullable Places places) {
        return rotation == null
                ? queriesOrKeys
                : rotation.apply(queriesOrKeys, places == null ? null : places.positions());
    }

    private NDArray mix(NDArray q, NDArray k, NDArray v, Places places, Hooks hooks) {
        var scores =
                q.transpose(0, 2, 1, 3)
                        .matMul(k.transpose(0, 2, 3, 1)); // [batch, head, query pos, key pos]
        if (config.attention().scaled()) {
            scores.divi(Math.sqrt(config.dimensions().dHead()));
        }
        scores = hooks.pass(HookPoints.attnScores(layer), mask.apply(scores, places));
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
                    .addi(outputBias)
                    .reshape(shape.get(0), shape.get(1), dModel);
        }
        var result =
                writeApart(new HeadRange(0, (int) heads), z)
                        .transpose(1, 2, 0, 3); // [batch, pos, head, d_model]
        return hooks.at(HookPoints.result(layer), result).sum(new int[] {2}).addi(outputBias);
    }

    /** {@code [head, batch, pos, d_model]} from {@code [batch, pos, head, d_head]}. */
    private NDArray writeApart(HeadRange heads, NDArray z) {
        Shape shape = z.getShape();
        return z.transpose(2, 0, 1, 3)
                .reshape(shape.get(2), shape.get(0) * shape.get(1), shape.get(3))
                .matMul(heads.of(outputs)) // [head, batch * pos, d_model]
                .reshape(shape.get(2), shape.get(0), shape.get(1), outputs.getShape().get(2));
    }
}

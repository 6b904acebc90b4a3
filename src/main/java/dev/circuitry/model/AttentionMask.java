package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.HashMap;
import java.util.Map;

/** Which positions attend to which, for every layer alike; made once a prompt length. */
final class AttentionMask {
    /** What masked scores are set to (TransformerLens' IGNORE). */
    private static final float MASKED = -1e5f;

    /**
     * One length's mask, both {@code [query pos, key pos]}.
     *
     * @param visible one where a query attends to a key, else zero
     * @param filled zero where it does, else what masked scores are set to
     */
    private record Mask(NDArray visible, NDArray filled) {}

    private final AttentionConfig config;
    private final NDManager manager;
    private final DataType type;
    private final Map<Long, Mask> byLength = new HashMap<>();

    AttentionMask(AttentionConfig config, NDManager manager, DataType type) {
        this.config = config;
        this.manager = manager;
        this.type = type;
    }

    /**
     * The scores, written over: {@code [batch, head, query pos, key pos]}, with those set that must
     * not be seen.
     *
     * @param places where the queries are; padding lies to the right of every query of a causal
     *     model
     */
    NDArray apply(NDArray scores, Places places) {
        var real = places.real();
        if (!config.causal()) {
            return real == null ? scores : scores.muli(real).addi(real.neg().add(1).mul(MASKED));
        }
        var mask = byLength.computeIfAbsent(scores.getShape().get(3), this::make);
        // exact: what is seen is multiplied by one and gains zero
        return scores.muli(at(places, mask.visible)).addi(at(places, mask.filled));
    }

    /** A mask's rows for the queries there are, {@code [query pos, key pos]} or one a batch row. */
    private static NDArray at(Places places, NDArray mask) {
        var positions = places.positions();
        return positions == null ? mask : Places.pick(mask, positions).expandDims(1);
    }

    private Mask make(long length) {
        var places = manager.arange((int) length); // [pos]
        var back = places.reshape(length, 1).sub(places.reshape(1, length)); // [query pos, key pos]
        var seen = back.gte(0);
        if (config.window() > 0) {
            seen = seen.logicalAnd(back.lt(config.window()));
        }
        var visible = seen.toType(type, true);
        var filled = visible.neg().add(1).mul(MASKED);
        NDScope.unregister(visible, filled); // they outlive the pass that needs them first
        return new Mask(visible, filled);
    }
}

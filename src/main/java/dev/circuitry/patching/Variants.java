package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.Places;

/**
 * How values of several variants of a batch lie: one variant's rows after the other's, {@code
 * [variants * batch, pos, ...]}.
 *
 * @param count how many variants
 * @param everywhere every position
 * @param scored the scored ones
 * @param flat the scored ones in {@code [variants * batch * pos]}
 * @param picked the scored places in {@code [variants * batch * scored pos]}
 */
record Variants(int count, Places everywhere, Places scored, NDArray flat, NDArray picked) {
    /** Values at the scored positions, out of those at every position. */
    NDArray narrow(NDArray values) {
        var positions = scored.positions();
        if (positions == null) {
            return values;
        }
        long width = values.getShape().get(2);
        return rows(values, flat).reshape(positions.getShape().add(width));
    }

    /**
     * The scored places' rows, {@code [variants * scored, d_model]}, out of the scored positions.
     */
    NDArray pick(NDArray values) {
        return rows(values, picked);
    }

    private static NDArray rows(NDArray values, NDArray index) {
        var shape = values.getShape();
        return values.reshape(shape.get(0) * shape.get(1), shape.get(2))
                .get(values.getManager(), new NDIndex("{}", index));
    }

    /** One variant's rows. */
    NDArray of(NDArray values, int variant) {
        if (count == 1) {
            return values;
        }
        long rows = values.getShape().get(0) / count;
        return values.get(new NDIndex().addSliceDim(variant * rows, (variant + 1) * rows));
    }

    /** The same rows for every variant. */
    NDArray repeated(NDArray values) {
        return repeated(values, count);
    }

    /** The same rows so many times, one after the other. */
    static NDArray repeated(NDArray values, int count) {
        if (count == 1) {
            return values;
        }
        var shape = values.getShape(); // [batch, ...]
        return values.expandDims(0)
                .broadcast(new Shape(count).addAll(shape))
                .reshape(new Shape(count * shape.get(0)).addAll(shape.slice(1)));
    }
}

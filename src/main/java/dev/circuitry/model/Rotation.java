package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rotates queries and keys by their positions. Angles are made once, for as many positions as
 * prompts had so far: a model may know a hundred thousand and never see fifty. For one thread.
 */
final class Rotation {
    private static final int FIRST_POSITIONS = 128;

    private final Rotary rotary;
    private final NDManager manager;
    private final DataType type;
    private NDArray cosines; // [known pos, 1, pairs]
    private NDArray sines; // [known pos, 1, pairs]

    Rotation(Rotary rotary, NDManager manager, DataType type) {
        this.rotary = rotary;
        this.manager = manager;
        this.type = type;
        this.cosines = angles(FIRST_POSITIONS, Math::cos);
        this.sines = angles(FIRST_POSITIONS, Math::sin);
    }

    private NDArray angles(long positions, DoubleUnaryOperator function) {
        int pairs = rotary.frequencies().length;
        double[] values = new double[Math.toIntExact(positions * pairs)];
        for (int i = 0; i < values.length; i++) {
            int position = i / pairs;
            values[i] = function.applyAsDouble(position * rotary.frequencies()[i % pairs]);
        }
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning(); // it closes what is made on the way
            var made = manager.create(values, new Shape(positions, 1, pairs)).toType(type, false);
            NDScope.unregister(made);
            return made;
        }
    }

    private void reach(long positions) {
        long known = cosines.getShape().get(0);
        if (positions <= known) {
            return;
        }
        cosines.close();
        sines.close();
        cosines = angles(Math.max(positions, 2 * known), Math::cos);
        sines = angles(Math.max(positions, 2 * known), Math::sin);
    }

    /** A table's rows; some positions are only asked for where all have been before. */
    private static NDArray at(@Nullable NDArray positions, NDArray table, long length) {
        return positions == null
                ? table.get(new NDIndex().addSliceDim(0, length))
                : Places.pick(table, positions);
    }

    /**
     * The same shape, {@code [batch, pos, head, d_head]}, with the first dimensions of each head
     * rotated.
     *
     * @param positions of the rows' parts, {@code [batch, pos]}, or null for all from the first
     */
    NDArray apply(NDArray x, @Nullable NDArray positions) {
        Shape shape = x.getShape();
        if (positions == null) {
            reach(shape.get(1));
        }
        int rotated = rotary.dimensions();
        int pairs = rotated / 2;
        var cos = at(positions, cosines, shape.get(1)); // [pos, 1, pairs] or one a batch row
        var sin = at(positions, sines, shape.get(1));
        var turning = x.get(new NDIndex().addAllDim(3).addSliceDim(0, rotated));
        // [batch, pos, head, pairs, 2] or [batch, pos, head, 2, pairs]
        var split =
                rotary.adjacent()
                        ? turning.reshape(shape.get(0), shape.get(1), shape.get(2), pairs, 2)
                        : turning.reshape(shape.get(0), shape.get(1), shape.get(2), 2, pairs);
        int axis = rotary.adjacent() ? 4 : 3;
        var first =
                split.get(new NDIndex().addAllDim(axis).addIndices(0)); // [batch, pos, head, pairs]
        var second = split.get(new NDIndex().addAllDim(axis).addIndices(1));
        var turned =
                NDArrays.stack(
                                new ai.djl.ndarray.NDList(
                                        first.mul(cos).sub(second.mul(sin)),
                                        second.mul(cos).add(first.mul(sin))),
                                axis)
                        .reshape(turning.getShape());
        if (rotated == shape.get(3)) {
            return turned;
        }
        return turned.concat(
                x.get(new NDIndex().addAllDim(3).addSliceDim(rotated, shape.get(3))), 3);
    }
}

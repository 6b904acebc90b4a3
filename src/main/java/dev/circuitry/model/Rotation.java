package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Rotates queries and keys by their positions: angles made once for the longest prompt. */
final class Rotation {
    private final Rotary rotary;
    private final NDArray cosines; // [context, 1, pairs]
    private final NDArray sines; // [context, 1, pairs]

    Rotation(Rotary rotary, int context, NDManager manager, DataType type) {
        this.rotary = rotary;
        int pairs = rotary.frequencies().length;
        double[] cos = new double[context * pairs];
        double[] sin = new double[context * pairs];
        for (int i = 0; i < cos.length; i++) {
            int position = i / pairs;
            double angle = position * rotary.frequencies()[i % pairs];
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
        }
        var shape = new Shape(context, 1, pairs);
        cosines = manager.create(cos, shape).toType(type, false);
        sines = manager.create(sin, shape).toType(type, false);
    }

    /**
     * The same shape, {@code [batch, pos, head, d_head]}, with the first dimensions of each head
     * rotated.
     */
    NDArray apply(NDArray x) {
        Shape shape = x.getShape();
        int rotated = rotary.dimensions();
        int pairs = rotated / 2;
        var cos = cosines.get(new NDIndex().addSliceDim(0, shape.get(1))); // [pos, 1, pairs]
        var sin = sines.get(new NDIndex().addSliceDim(0, shape.get(1)));
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

package dev.circuitry.model;

/**
 * Numbers of a weight outside any engine.
 *
 * @param shape sizes of the dimensions, the slowest first
 * @param values in row-major order; a float32 weight is held exactly
 */
public record Tensor(long[] shape, double[] values) {
    public Tensor {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(values.length + " values for a shape of " + size);
        }
    }

    /** A tensor of that shape full of zeros. */
    public static Tensor zeros(long... shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return new Tensor(shape, new double[Math.toIntExact(size)]);
    }

    /** Sets one element of a matrix. */
    public void set(int row, int column, double value) {
        values[Math.toIntExact(row * shape[shape.length - 1] + column)] = value;
    }
}

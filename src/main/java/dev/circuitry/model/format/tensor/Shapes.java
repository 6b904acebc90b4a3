package dev.circuitry.model.format.tensor;

import java.util.Arrays;
import java.util.OptionalLong;

/** Arithmetic on claimed shapes that no claim can overflow. */
final class Shapes {
    private Shapes() {}

    /** How many elements, or empty where a length is negative or the product beyond 2^63. */
    static OptionalLong elements(long[] shape) {
        long product = 1;
        for (long length : shape) {
            if (length < 0) {
                return OptionalLong.empty();
            }
            long high = Math.multiplyHigh(product, length);
            product *= length;
            if (high != 0 || product < 0) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(product);
    }

    /** Elements from one step along each dimension to the next, in row-major order. */
    static long[] rowMajorStrides(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    /** Whether elements lie in row-major order; lengths of one may stride anyhow. */
    static boolean isRowMajor(long[] shape, long[] strides) {
        long[] expected = rowMajorStrides(shape);
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] > 1 && strides[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The index of the last element from the first, or empty where a stride is negative or the sum
     * beyond 2^63. Every length must be at least one.
     */
    static OptionalLong lastIndex(long[] shape, long[] strides) {
        long last = 0;
        for (int i = 0; i < shape.length; i++) {
            if (strides[i] < 0) {
                return OptionalLong.empty();
            }
            long high = Math.multiplyHigh(shape[i] - 1, strides[i]);
            long step = (shape[i] - 1) * strides[i];
            if (high != 0 || step < 0 || last + step < 0) {
                return OptionalLong.empty();
            }
            last += step;
        }
        return OptionalLong.of(last);
    }

    static String text(long[] shape) {
        return Arrays.toString(shape);
    }
}

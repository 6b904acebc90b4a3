package dev.circuitry.model;

import java.util.stream.IntStream;

/**
 * How queries and keys are rotated: the first dimensions of each head, by pairs, pair i at position
 * p by the angle {@code p * frequencies[i]}.
 *
 * @param frequencies radians a position of each pair; twice as many dimensions are rotated
 * @param adjacent whether pairs are (0, 1), (2, 3), …; else (i, i + pairs), as Hugging Face's NeoX
 *     and Llama weights lie
 */
public record Rotary(double[] frequencies, boolean adjacent) {
    /**
     * The usual frequencies, {@code base^(-2i / dimensions)}.
     *
     * @param dimensions rotated dimensions of a head, even
     */
    public static Rotary of(int dimensions, double base, boolean adjacent) {
        return new Rotary(
                IntStream.range(0, dimensions / 2)
                        .mapToDouble(i -> Math.pow(base, -2.0 * i / dimensions))
                        .toArray(),
                adjacent);
    }

    /** How many dimensions of a head are rotated. */
    public int dimensions() {
        return 2 * frequencies.length;
    }
}

package dev.circuitry.metric;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The positions at which logits are scored; the mean over all of them, whatever the row, is the
 * metric.
 *
 * @param places row times length plus position of each, rising
 */
public record Scored(long[] places) {
    /** Every row's last position. */
    public static Scored last(int rows, int length) {
        return new Scored(
                IntStream.range(0, rows)
                        .mapToLong(row -> (long) row * length + length - 1)
                        .toArray());
    }

    /** Every row's positions from one on. */
    public static Scored from(int first, int rows, int length) {
        return new Scored(
                IntStream.range(0, rows * length)
                        .filter(place -> place % length >= first)
                        .asLongStream()
                        .toArray());
    }

    /** Every position. */
    public static Scored all(int rows, int length) {
        return from(0, rows, length);
    }

    /** The positions where the mask is true, {@code [row][pos]}. */
    public static Scored masked(boolean[][] mask) {
        int length = mask[0].length;
        return new Scored(
                IntStream.range(0, mask.length * length)
                        .filter(place -> mask[place / length][place % length])
                        .asLongStream()
                        .toArray());
    }

    /**
     * Those in rows from one on to before another, counted from the first of these.
     *
     * @param length of a row
     */
    public Scored slice(int from, int to, int length) {
        long start = (long) from * length;
        return new Scored(
                LongStream.of(places)
                        .filter(place -> place >= start && place < (long) to * length)
                        .map(place -> place - start)
                        .toArray());
    }

    /** How many are scored. */
    public int count() {
        return places.length;
    }
}

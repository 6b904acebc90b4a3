package dev.circuitry.experiment;

import java.util.stream.IntStream;

/**
 * How a run fits the memory there is.
 *
 * @param memory that it takes with all rows at once
 * @param budget beside weights
 */
record RunFit(RunMemory memory, long budget) {
    /** The most rows whose activations fit: all, or of equal parts one; at least one row. */
    int rowsAtOnce() {
        int rows = memory.rows();
        return IntStream.rangeClosed(1, rows)
                .map(parts -> (rows - 1) / parts + 1)
                .filter(part -> memory.beside(part) <= budget)
                .findFirst()
                .orElse(1);
    }

    /** What it takes beside weights with so many rows at once. */
    long bytes() {
        return memory.beside(rowsAtOnce());
    }

    /** Whether it can be run, be it row by row. */
    boolean isEnough() {
        return bytes() <= budget;
    }
}

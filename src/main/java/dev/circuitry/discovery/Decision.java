package dev.circuitry.discovery;

import dev.circuitry.graph.Edge;

/**
 * One tested edge, with the numbers that decided.
 *
 * @param seq its place in the run, from 1
 * @param step the step it belongs to, from 1
 * @param edge what was tested
 * @param before the metric with the edge
 * @param after the metric without it
 * @param kept whether it stays
 */
public record Decision(int seq, int step, Edge edge, double before, double after, boolean kept) {
    /** Metric after minus before: what the circuit loses without the edge; signed. */
    public double effect() {
        return after - before;
    }
}

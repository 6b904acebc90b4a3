package dev.circuitry.experiment;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;

/**
 * How long an evaluation takes, measured at both ends of a run: with one edge into the output
 * missing, and with none left.
 *
 * @param secondsPerEvaluation the mean of both
 * @param ablatedMetric of the circuit without any edge
 */
record Pace(double secondsPerEvaluation, double ablatedMetric) {
    /** First passes of small models are slow; repeating them may take this long. */
    private static final double REPEATING_SECONDS = 0.3;

    private static final int MOST_REPEATS = 20;

    static Pace of(MeasuredSplit split, ComputationalGraph graph) {
        var output = graph.fromOutputToInput().get(0);
        var nearlyFull = graph.full().without(graph.inputsOf(output).get(0));
        long began = System.nanoTime();
        double ablated = split.evaluator().measure(graph.empty());
        double seconds = (secondsSince(began) + seconds(split, nearlyFull)) / 2;
        for (int i = 0; i < MOST_REPEATS && secondsSince(began) < REPEATING_SECONDS; i++) {
            double again = (seconds(split, graph.empty()) + seconds(split, nearlyFull)) / 2;
            seconds = Math.min(seconds, again);
        }
        return new Pace(seconds, ablated);
    }

    private static double seconds(MeasuredSplit split, Circuit circuit) {
        long began = System.nanoTime();
        split.evaluator().measure(circuit);
        return secondsSince(began);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}

package dev.circuitry.experiment;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import java.util.List;

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
        double ablated = split.evaluator().measure(graph.empty());
        var evaluator = split.discovering();
        long began = System.nanoTime();
        double seconds = seconds(evaluator, graph, nearlyFull);
        for (int i = 0; i < MOST_REPEATS && secondsSince(began) < REPEATING_SECONDS; i++) {
            seconds = Math.min(seconds, seconds(evaluator, graph, nearlyFull));
        }
        return new Pace(seconds, ablated);
    }

    private static double seconds(
            CircuitEvaluator evaluator, ComputationalGraph graph, Circuit nearlyFull) {
        double atTheEnd = seconds(evaluator, graph.empty(), graph.empty());
        return (seconds(evaluator, graph.full(), nearlyFull) + atTheEnd) / 2;
    }

    /** Of an evaluation, not of getting to where the step starts. */
    private static double seconds(CircuitEvaluator evaluator, Circuit start, Circuit circuit) {
        try (StepEvaluator step = evaluator.at(start)) {
            long began = System.nanoTime();
            step.evaluate(List.of(circuit));
            return secondsSince(began);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}

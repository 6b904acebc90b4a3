package dev.circuitry.experiment;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import java.util.ArrayList;
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
        double ablated = split.evaluator().measure(graph.empty());
        var evaluator = split.discovering();
        long began = System.nanoTime();
        double seconds = seconds(evaluator, graph);
        for (int i = 0; i < MOST_REPEATS && secondsSince(began) < REPEATING_SECONDS; i++) {
            seconds = Math.min(seconds, seconds(evaluator, graph));
        }
        return new Pace(seconds, ablated);
    }

    private static double seconds(CircuitEvaluator evaluator, ComputationalGraph graph) {
        double atTheEnd = seconds(evaluator, graph.empty(), List.of());
        var output = graph.fromOutputToInput().get(0);
        return (seconds(evaluator, graph.full(), graph.inputsOf(output)) + atTheEnd) / 2;
    }

    /**
     * Of an evaluation, not of getting to where the step starts.
     *
     * @param removed one after the other, as many at once as the evaluator wants from the first
     */
    private static double seconds(CircuitEvaluator evaluator, Circuit start, List<Edge> removed) {
        try (StepEvaluator step = evaluator.at(start)) {
            List<Circuit> circuits = new ArrayList<>();
            var circuit = start;
            for (int i = 0; i < step.width(); i++) {
                circuit = i < removed.size() ? circuit.without(removed.get(i)) : circuit;
                circuits.add(circuit);
            }
            long began = System.nanoTime();
            step.evaluate(circuits);
            return secondsSince(began) / circuits.size();
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}

package dev.circuitry.discovery;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Edge;
import java.util.Map;

/**
 * What a run found.
 *
 * @param circuit the edges that stayed
 * @param effects of every tested edge that stayed; an edge of the circuit without one was never
 *     tested
 * @param initialMetric of the full graph
 * @param metric of the circuit
 * @param ending how the run ended
 */
public record Discovery(
        Circuit circuit,
        Map<Edge, Double> effects,
        double initialMetric,
        double metric,
        Ending ending) {
    /**
     * How a run ended.
     *
     * @param steps visited receivers
     * @param evaluations tested edges
     * @param stoppedBy why it visited no more
     */
    public record Ending(int steps, int evaluations, StoppedBy stoppedBy) {}

    public Discovery {
        effects = Map.copyOf(effects);
    }

    /** Counted edges of the circuit that no step has tested. */
    public int untestedEdges() {
        return (int) circuit.countedEdges().filter(edge -> !effects.containsKey(edge)).count();
    }
}

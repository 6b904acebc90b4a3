package dev.circuitry.experiment;

import dev.circuitry.discovery.Discovery;
import dev.circuitry.discovery.StoppedBy;
import dev.circuitry.graph.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a completed run found, in numbers.
 *
 * @param size of the circuit
 * @param metric of the circuit
 * @param counts what it took
 * @param knownCircuit the comparison with the known circuit, or null where none is known
 * @param evaluation by split ({@code validation}, {@code test}) and metric name
 * @param verification by full passes, or null where none was asked for
 */
public record RunResult(
        Size size,
        Metric metric,
        Counts counts,
        @Nullable CircuitComparison knownCircuit,
        Map<String, Map<String, MetricScores>> evaluation,
        @Nullable Verified verification) {
    /**
     * Decisions that were taken again by plain full passes, all with the same outcome.
     *
     * @param decisions how many
     * @param maxDifference the largest between the metric of the run and of the full pass
     */
    public record Verified(int decisions, double maxDifference) {}

    /**
     * Sizes.
     *
     * @param initialEdges counted edges of the graph
     * @param edges counted edges of the circuit
     * @param untestedEdges those of them that a capped run never reached
     * @param nodes endpoints of the edges
     * @param components heads, MLPs, embeddings and output among them
     */
    public record Size(int initialEdges, int edges, int untestedEdges, int nodes, int components) {
        static Size of(Discovery found) {
            var circuit = found.circuit();
            var nodes = circuit.nodes();
            return new Size(
                    circuit.graph().full().size(),
                    circuit.size(),
                    found.untestedEdges(),
                    nodes.size(),
                    (int) nodes.stream().map(Node::component).distinct().count());
        }
    }

    /**
     * The metric that decided.
     *
     * @param initial of the full graph
     * @param last of the circuit, as the run measured it
     * @param difference the circuit measured once more by a plain full pass, minus {@code last}
     */
    public record Metric(double initial, double last, double difference) {}

    /**
     * What it took.
     *
     * @param steps visited receivers
     * @param evaluations tested edges
     * @param forwardPasses full passes really run
     * @param stoppedBy why it ended
     */
    public record Counts(int steps, int evaluations, long forwardPasses, StoppedBy stoppedBy) {}
}

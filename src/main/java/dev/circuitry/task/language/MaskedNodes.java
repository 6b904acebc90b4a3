package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is left of a graph where nodes are masked (reference: subnetwork_probing/train.py,
 * iterative_correspondence_from_mask): a masked node takes what it reads through with it, and a
 * head of which all three channels are masked writes nothing.
 */
final class MaskedNodes {
    private MaskedNodes() {}

    /**
     * The circuit without the masked.
     *
     * @param masked queries, keys, values and MLPs' outputs
     */
    static Circuit circuit(ComputationalGraph graph, Collection<Node> masked) {
        Set<Node> gone = new HashSet<>(masked);
        masked.forEach(node -> graph.inputsOf(node).forEach(edge -> gone.add(edge.sender())));
        masked.stream()
                .filter(node -> node.kind().incoming() == EdgeType.DIRECT)
                .flatMap(node -> readersOf(graph, node))
                .filter(
                        head ->
                                graph.inputsOf(head).stream()
                                        .allMatch(edge -> gone.contains(edge.sender())))
                .forEach(gone::add);
        return graph.full()
                .where(edge -> !gone.contains(edge.sender()) && !gone.contains(edge.receiver()));
    }

    private static Stream<Node> readersOf(ComputationalGraph graph, Node channel) {
        return graph.outputsOf(channel).stream()
                .map(Edge::receiver)
                .filter(node -> node.kind() == NodeKind.RESULT);
    }
}

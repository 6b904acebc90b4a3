package dev.circuitry.patching;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A graph's nodes numbered as a forward pass computes them: whatever a node is computed from has a
 * lower number. Sets of nodes are sets of bits then.
 */
final class NodeOrder {
    private final List<Node> nodes;
    private final Map<Node, Integer> numbers = new HashMap<>();
    private final int[] senders; // by the edge's id
    private final int[] receivers;

    NodeOrder(ComputationalGraph graph) {
        List<Node> forward = new ArrayList<>(graph.fromOutputToInput());
        Collections.reverse(forward);
        nodes = List.copyOf(forward);
        nodes.forEach(node -> numbers.put(node, numbers.size()));
        senders = new int[graph.edges().size()];
        receivers = new int[senders.length];
        for (Edge edge : graph.edges()) {
            senders[edge.id()] = numbers.getOrDefault(edge.sender(), -1);
            receivers[edge.id()] = numbers.getOrDefault(edge.receiver(), -1);
        }
    }

    /** How many there are. */
    int size() {
        return nodes.size();
    }

    /** The node of a number, from 0. */
    Node node(int number) {
        return nodes.get(number);
    }

    /** The number of a node. */
    int number(Node node) {
        return Objects.requireNonNull(numbers.get(node));
    }

    /** The number of the node an edge leaves. */
    int sender(Edge edge) {
        return senders[edge.id()];
    }

    /** The number of the node an edge enters. */
    int receiver(Edge edge) {
        return receivers[edge.id()];
    }

    /** The output, which comes last. */
    int output() {
        return nodes.size() - 1;
    }
}

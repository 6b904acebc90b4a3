package dev.circuitry.task;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads known circuits written down as one edge a line, {@code receiver <- sender}, by the nodes'
 * full names.
 */
public final class KnownEdges {
    private KnownEdges() {}

    /**
     * The circuit of these edges.
     *
     * @throws IllegalArgumentException naming the first line that is no edge of the graph
     */
    public static Circuit in(ComputationalGraph graph, String lines) {
        List<Edge> edges = new ArrayList<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> edges.add(edge(graph, line)));
        return Circuit.of(graph, edges);
    }

    private static Edge edge(ComputationalGraph graph, String line) {
        String[] ends = line.strip().split(" <- ", -1);
        return graph.edge(node(graph, ends[ends.length - 1]), node(graph, ends[0]))
                .orElseThrow(() -> new IllegalArgumentException("no edge of the graph: " + line));
    }

    private static Node node(ComputationalGraph graph, String name) {
        return graph.node(name)
                .orElseThrow(() -> new IllegalArgumentException("no node of the graph: " + name));
    }
}

package dev.circuitry.bench;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A circuit of about so many edges, drawn in visiting order: every addition edge into a node that
 * reaches the output stays with one probability, every direct edge with nine in ten; nodes that
 * nothing reads are dropped.
 */
final class RandomCircuit {
    private static final double DIRECT = 0.9;
    private static final int HALVINGS = 30;

    private RandomCircuit() {}

    /** The one whose number of edges is nearest to the target that halving finds. */
    static Circuit of(ComputationalGraph graph, int target, int seed) {
        double low = 0;
        double high = 1;
        var best = graph.full();
        for (int i = 0; i < HALVINGS; i++) {
            double share = (low + high) / 2;
            var circuit = draw(graph, share, seed);
            int size = circuit.size();
            if (Math.abs(size - target) < Math.abs(best.size() - target)) {
                best = circuit;
            }
            low = size < target ? share : low;
            high = size < target ? high : share;
        }
        return best;
    }

    private static Circuit draw(ComputationalGraph graph, double share, int seed) {
        var random = new Random(seed);
        Set<Node> read = new HashSet<>();
        read.add(graph.fromOutputToInput().get(0));
        Set<Edge> kept = new HashSet<>();
        for (Node node : graph.fromOutputToInput()) {
            for (Edge edge : graph.inputsOf(node)) {
                double drawn = random.nextDouble(); // the same edges at any share, and more
                if (read.contains(node) && drawn < chance(edge.type(), share)) {
                    kept.add(edge);
                    read.add(edge.sender());
                }
            }
        }
        return graph.full().where(kept::contains);
    }

    private static double chance(EdgeType type, double share) {
        return switch (type) {
            case ADDITION -> share;
            case DIRECT -> DIRECT;
            case PLACEHOLDER -> 1;
        };
    }

    /**
     * Kept edges to remove, one at a time, of receivers evenly over the layers: layer after layer
     * and again from the first, each an edge drawn from the layer's.
     */
    static List<Edge> removals(Circuit circuit, int count, int seed) {
        Map<Integer, List<Edge>> byLayer =
                circuit.countedEdges()
                        .filter(edge -> edge.type().isMeasured())
                        .collect(
                                Collectors.groupingBy(
                                        edge -> edge.receiver().layer(),
                                        TreeMap::new,
                                        Collectors.toList()));
        var random = new Random(seed);
        byLayer.values().forEach(edges -> Collections.shuffle(edges, random));
        List<Edge> removals = new ArrayList<>();
        for (int round = 0; removals.size() < count; round++) {
            for (List<Edge> edges : byLayer.values()) {
                if (removals.size() < count) {
                    removals.add(edges.get(round % edges.size()));
                }
            }
        }
        return removals;
    }
}

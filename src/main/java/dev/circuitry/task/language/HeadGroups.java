package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.task.ComponentGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A circuit drawn up as groups of heads and of what they read (reference: ioi/utils.py). MLPs stay
 * whole: they read the embedding, the circuit's heads and each other, and are read by all; heads
 * read MLPs, and of each other and of the embedding only what a connection says.
 *
 * @param groups in the order of the legend; a head in several is coloured by the last
 * @param connections what else is read
 */
record HeadGroups(List<Group> groups, List<Connection> connections) {
    HeadGroups {
        groups = List.copyOf(groups);
        connections = List.copyOf(connections);
    }

    /**
     * Heads that do the same job.
     *
     * @param heads {@code layer.head}, apart by spaces
     */
    record Group(String name, String colour, String heads) {
        private Set<String> components() {
            return Stream.of(heads.split(" ")).map(head -> "a" + head).collect(Collectors.toSet());
        }
    }

    /**
     * That heads of a group read what writes.
     *
     * @param from a group's name, or {@link #INPUT}
     * @param to a group's name, or {@link #OUTPUT}
     * @param channels some of {@code qkv}; of no matter to the output
     */
    record Connection(String from, String to, String channels) {}

    /** The embedding; MLPs are read without being named. */
    static final String INPUT = "input";

    /** The last residual stream; MLPs read the circuit's heads without being named. */
    static final String OUTPUT = "output";

    /** The groups with the colours of their pictures, the last of a head alone. */
    List<ComponentGroup> componentGroups() {
        List<ComponentGroup> coloured = new ArrayList<>();
        Set<String> later = new HashSet<>();
        for (int i = groups.size() - 1; i >= 0; i--) {
            var group = groups.get(i);
            var own = new HashSet<>(group.components());
            own.removeAll(later);
            later.addAll(own);
            coloured.add(0, new ComponentGroup(group.name(), group.colour(), own));
        }
        return coloured;
    }

    /** The circuit in a graph that has all the heads. */
    Circuit in(ComputationalGraph graph) {
        Set<String> heads =
                groups.stream()
                        .flatMap(group -> group.components().stream())
                        .collect(Collectors.toSet());
        var others =
                graph.nodes()
                        .filter(node -> isChannel(node) && !heads.contains(node.component()))
                        .toList();
        Predicate<Edge> unmasked = MaskedNodes.circuit(graph, others)::contains;
        return graph.full().where(unmasked.and(this::stays));
    }

    private static boolean isChannel(Node node) {
        return node.kind().incoming() == EdgeType.DIRECT;
    }

    private boolean stays(Edge edge) {
        var sender = edge.sender();
        var receiver = edge.receiver();
        boolean toHead = receiver.kind().channel() != ' ' && !isChannel(receiver);
        boolean fromHead = sender.kind() == NodeKind.RESULT;
        if (toHead && (fromHead || sender.kind().isEmbedding())) {
            return connects(sender, receiver);
        }
        return !(fromHead && receiver.kind() == NodeKind.OUTPUT) || connects(sender, receiver);
    }

    private boolean connects(Node sender, Node receiver) {
        return connections.stream()
                .anyMatch(
                        connection ->
                                isAt(sender, connection.from())
                                        && isAt(receiver, connection.to())
                                        && (receiver.kind() == NodeKind.OUTPUT
                                                || connection
                                                                .channels()
                                                                .indexOf(receiver.kind().channel())
                                                        >= 0));
    }

    private boolean isAt(Node node, String end) {
        if (node.kind().isEmbedding()) {
            return end.equals(INPUT);
        }
        if (node.kind() == NodeKind.OUTPUT) {
            return end.equals(OUTPUT);
        }
        return groups.stream()
                .anyMatch(
                        group ->
                                group.name().equals(end)
                                        && group.components().contains(node.component()));
    }
}

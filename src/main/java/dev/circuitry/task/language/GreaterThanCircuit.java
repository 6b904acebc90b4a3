package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.task.ComponentGroup;
import java.util.List;
import java.util.Set;

/** The circuit of greater-than (Hanna et al. 2023; reference: greaterthan/utils.py). */
final class GreaterThanCircuit {
    private static final Set<String> FIRST_TWO = Set.of("a0.3", "a0.5");
    private static final Set<String> FIRST_ONE = Set.of("a0.1");
    private static final Set<String> EARLY = Set.of("m0", "m1", "m2", "m3");
    private static final Set<String> MIDDLE =
            Set.of("a5.5", "a6.1", "a6.9", "a7.10", "a8.11", "a9.1");
    private static final Set<String> LATE = Set.of("m8", "m9", "m10", "m11");

    /** MLPs up to here read those before them. */
    private static final int LAST_CHAINED = 8;

    /** The groups. */
    static final List<ComponentGroup> GROUPS =
            List.of(
                    new ComponentGroup("a0.3, a0.5", "#d7f8ee", FIRST_TWO),
                    new ComponentGroup("a0.1", "#e7f2da", FIRST_ONE),
                    new ComponentGroup("early MLP", "#fff6db", EARLY),
                    new ComponentGroup("middle attention", "#fad6e9", MIDDLE),
                    new ComponentGroup("late MLP", "#ececf5", LATE));

    private record Pair(Set<String> from, Set<String> to) {
        private boolean joins(Node sender, Node receiver) {
            return from.contains(sender.component()) && to.contains(receiver.component());
        }
    }

    private static final List<Pair> PAIRS =
            List.of(
                    new Pair(EARLY, EARLY),
                    new Pair(LATE, LATE),
                    new Pair(FIRST_ONE, EARLY),
                    new Pair(FIRST_ONE, MIDDLE),
                    new Pair(FIRST_TWO, MIDDLE),
                    new Pair(EARLY, MIDDLE),
                    new Pair(MIDDLE, LATE));

    private GreaterThanCircuit() {}

    /** The circuit in GPT-2 small's graph. */
    static Circuit in(ComputationalGraph graph) {
        return graph.full().where(GreaterThanCircuit::has);
    }

    private static boolean has(Edge edge) {
        var sender = edge.sender();
        var receiver = edge.receiver();
        if (edge.type() != EdgeType.ADDITION) {
            return receiver.kind() != NodeKind.MLP_OUT
                    && isIn(receiver, List.of(FIRST_TWO, FIRST_ONE, MIDDLE));
        }
        if (sender.kind().isEmbedding()) {
            return isIn(receiver, List.of(FIRST_TWO, FIRST_ONE, EARLY));
        }
        if (receiver.kind() == NodeKind.OUTPUT) {
            return isIn(sender, List.of(MIDDLE, LATE));
        }
        return PAIRS.stream().anyMatch(pair -> pair.joins(sender, receiver))
                || isOfChain(sender, receiver);
    }

    /** The MLPs among themselves, and what they tell the middle heads' queries. */
    private static boolean isOfChain(Node sender, Node receiver) {
        if (sender.kind() != NodeKind.MLP_OUT) {
            return false;
        }
        return receiver.kind() == NodeKind.MLP_IN
                ? receiver.layer() <= LAST_CHAINED
                : receiver.kind() == NodeKind.Q_INPUT && isIn(receiver, List.of(MIDDLE));
    }

    private static boolean isIn(Node node, List<Set<String>> groups) {
        return groups.stream().anyMatch(group -> group.contains(node.component()));
    }
}

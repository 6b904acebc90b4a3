package dev.circuitry.patching;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What depends on what under a circuit, and where. A node is needed if the output depends on it,
 * and at the scored positions alone unless some head that is needed reads its keys or values from
 * what it writes: only they ask for other positions. Costs a look at every present edge.
 *
 * <p>As in a full forward pass, placeholder edges say nothing: a head mixes its channels, and an
 * MLP reads its input, whether or not the circuit still counts them.
 */
final class Flow {
    private final NodeOrder order;
    private final BitSet[] sources; // by node: whose values its own is computed from
    private final BitSet needed = new BitSet();
    private final BitSet everywhere = new BitSet();

    private Flow(NodeOrder order) {
        this.order = order;
        sources =
                IntStream.range(0, order.size()).mapToObj(n -> new BitSet()).toArray(BitSet[]::new);
    }

    /**
     * A circuit's flow.
     *
     * @param allScored whether every position is scored
     */
    static Flow of(NodeOrder order, Circuit circuit, boolean allScored) {
        var flow = new Flow(order);
        circuit.countedEdges()
                .forEach(edge -> flow.sources[order.receiver(edge)].set(order.sender(edge)));
        circuit.graph().nodes().filter(Flow::isInner).forEach(node -> flow.addInner(circuit, node));
        flow.demand(allScored);
        return flow;
    }

    /** No circuit's: nothing depends on anything. */
    static Flow none(NodeOrder order) {
        return new Flow(order);
    }

    private static boolean isInner(Node node) {
        return node.kind().incoming() == EdgeType.PLACEHOLDER;
    }

    private void addInner(Circuit circuit, Node node) {
        circuit.graph()
                .inputsOf(node)
                .forEach(edge -> sources[order.receiver(edge)].set(order.sender(edge)));
    }

    private void demand(boolean allScored) {
        needed.set(order.output());
        everywhere.set(order.output(), allScored);
        for (int n = order.output(); n >= 0; n = needed.previousSetBit(n - 1)) {
            needed.or(sources[n]);
            sources[n].stream().filter(asksEverywhere(n)).forEach(everywhere::set);
        }
    }

    private IntPredicate asksEverywhere(int reader) {
        return source -> everywhere.get(reader) || isKeyOrValue(order.node(source));
    }

    private static boolean isKeyOrValue(Node node) {
        return node.kind() == NodeKind.K || node.kind() == NodeKind.V;
    }

    /** The nodes from whose values a node's own is computed; not to be changed. */
    BitSet sources(int node) {
        return sources[node];
    }

    /** The nodes on which the output depends; not to be changed. */
    BitSet needed() {
        return needed;
    }

    /** Whether a needed node is needed at every position and not just at the scored ones. */
    boolean everywhere(int node) {
        return everywhere.get(node);
    }

    /**
     * The needed nodes whose values change with those of some: these and all that depend on them.
     */
    BitSet downstream(BitSet changed) {
        var reached = new BitSet();
        for (int n = changed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
            if (needed.get(n) && (changed.get(n) || sources[n].intersects(reached))) {
                reached.set(n);
            }
        }
        return reached;
    }
}

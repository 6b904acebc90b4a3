package dev.circuitry.patching;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Edge;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What circuits measured in one call lack of the circuit at the start of the step. */
final class Removals {
    private static final BitSet NOTHING = new BitSet();

    private final List<Map<Integer, BitSet>> removed = new ArrayList<>(); // by variant, by receiver
    private final BitSet receivers = new BitSet();

    /** Those of a circuit from itself: none. */
    static Removals none() {
        return new Removals();
    }

    /**
     * Those of circuits from a start, placeholder edges left out.
     *
     * @throws IllegalArgumentException where a circuit is not a part of the start
     */
    static Removals of(NodeOrder order, Circuit start, List<Circuit> circuits) {
        var removals = new Removals();
        for (Circuit circuit : circuits) {
            if (!circuit.missingFrom(start).isEmpty()) {
                throw new IllegalArgumentException(
                        "a step measures parts of the circuit at its start, not others");
            }
            removals.removed.add(removals.byReceiver(order, start.missingFrom(circuit)));
        }
        return removals;
    }

    private Map<Integer, BitSet> byReceiver(NodeOrder order, List<Edge> edges) {
        Map<Integer, BitSet> senders = new HashMap<>();
        for (Edge edge : edges) {
            if (edge.type().isMeasured()) {
                int receiver = order.receiver(edge);
                receivers.set(receiver);
                senders.computeIfAbsent(receiver, missing -> new BitSet()).set(order.sender(edge));
            }
        }
        return senders;
    }

    /** The receivers that lose senders in some variant. */
    BitSet receivers() {
        return receivers;
    }

    /** The senders that a receiver loses in a variant. */
    BitSet of(int variant, int receiver) {
        return removed.isEmpty() ? NOTHING : removed.get(variant).getOrDefault(receiver, NOTHING);
    }
}

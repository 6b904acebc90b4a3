package dev.circuitry.discovery;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The circuit as a fold over decisions: the one path for decisions just made and for those read
 * back from a log. Has no other state. Not safe for several threads.
 */
public final class DiscoveryState {
    private final List<Node> receivers;
    private final Map<Edge, Double> effects = new LinkedHashMap<>();
    private Circuit circuit;
    private int position;

    /** The start of a run: every edge present, the output next. */
    public DiscoveryState(ComputationalGraph graph) {
        circuit = graph.full();
        receivers = graph.fromOutputToInput();
    }

    /** The circuit as it is now. */
    public Circuit circuit() {
        return circuit;
    }

    /** Effects of the tested edges that stay, in the order tested. */
    public Map<Edge, Double> effects() {
        return effects;
    }

    /** The receiver being visited or next to be; empty when all were. */
    public Optional<Node> receiver() {
        return position < receivers.size()
                ? Optional.of(receivers.get(position))
                : Optional.empty();
    }

    /** Applies one decision about an edge into the current receiver. */
    public void apply(Decision decision) {
        if (decision.kept()) {
            effects.put(decision.edge(), decision.effect());
        } else {
            circuit = circuit.without(decision.edge());
        }
    }

    /**
     * Ends the current receiver's step and moves on to the next receiver that the output can hear
     * of, or to an embedding, which is visited in any case. A receiver passed over loses all its
     * inputs, so those who feed only it are passed over in turn. Edges whose sender loses its own
     * inputs later stay, as in the reference.
     *
     * @return the receivers passed over that had inputs to lose
     */
    public List<Node> endStep() {
        List<Node> pruned = new ArrayList<>();
        for (position++; position < receivers.size(); position++) {
            var next = receivers.get(position);
            if (next.kind().isEmbedding() || circuit.feedsAnything(next)) {
                break;
            }
            if (!circuit.inputsOf(next).isEmpty()) {
                circuit = circuit.withoutInputsOf(next);
                pruned.add(next);
            }
        }
        return pruned;
    }
}

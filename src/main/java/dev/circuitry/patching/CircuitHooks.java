package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.model.Hooks;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One clean pass in which absent edges carry ablated activations (reference:
 * TLACDCExperiment.receiver_hook). A receiver that sums starts at its ablated value; each present
 * sender's clean activation is added and its ablated one subtracted, edge by edge in stored order.
 * A receiver computed from one sender takes its ablated value where that edge is absent.
 *
 * <p>Hook points none of whose edges is absent are left alone: the residual stream holds the same
 * sum up to rounding. So the result is a function of the circuit alone, where the reference's also
 * depends on which receivers were visited.
 */
final class CircuitHooks implements Hooks {
    private final Circuit circuit;
    private final Activations ablated;
    private final Activations online = new Activations();
    private final Map<String, List<Node>> receivers;
    private final Set<String> senders = new HashSet<>();
    private final NDManager pass;

    /**
     * Hooks for one pass.
     *
     * @param receivers by hook point, heads from the first to the last: those to compute edge by
     *     edge
     * @param ablated of every node
     * @param pass owns what senders write
     */
    CircuitHooks(
            Circuit circuit,
            Map<String, List<Node>> receivers,
            Activations ablated,
            NDManager pass) {
        this.pass = pass;
        this.circuit = circuit;
        this.ablated = ablated;
        this.receivers = receivers;
        receivers.values().forEach(nodes -> nodes.forEach(this::listenToSendersOf));
    }

    private void listenToSendersOf(Node receiver) {
        if (receiver.kind().incoming() == EdgeType.ADDITION) {
            circuit.inputsOf(receiver).forEach(edge -> senders.add(edge.sender().hookPoint()));
        }
    }

    @Override
    public boolean watches(String hookPoint) {
        return receivers.containsKey(hookPoint) || senders.contains(hookPoint);
    }

    @Override
    public NDArray at(String hookPoint, NDArray activation) {
        var nodes = receivers.get(hookPoint);
        if (nodes == null) {
            NDScope.unregister(activation); // later blocks read it
            activation.attach(pass); // what is made of ablated values would live as long as they
            online.put(hookPoint, activation);
            return activation;
        }
        if (!nodes.get(0).isHead()) {
            var received = received(nodes.get(0), activation);
            return received == ablated.of(nodes.get(0)) ? received.duplicate() : received;
        }
        var heads = new NDList();
        nodes.forEach(node -> heads.add(received(node, activation)));
        return NDArrays.stack(heads, 2); // [batch, pos, head, …]
    }

    private NDArray received(Node receiver, NDArray activation) {
        List<Edge> inputs = circuit.inputsOf(receiver);
        if (receiver.kind().incoming() == EdgeType.DIRECT) {
            return inputs.isEmpty()
                    ? ablated.of(receiver)
                    : Activations.slice(activation, receiver);
        }
        if (inputs.isEmpty()) {
            return ablated.of(receiver);
        }
        var first = inputs.get(0).sender();
        var sum =
                ablated.of(receiver)
                        .add(online.of(first))
                        .subi(ablated.of(first)); // [batch, pos, d_model]
        for (Edge edge : inputs.subList(1, inputs.size())) {
            sum.addi(online.of(edge.sender())).subi(ablated.of(edge.sender()));
        }
        return sum;
    }
}

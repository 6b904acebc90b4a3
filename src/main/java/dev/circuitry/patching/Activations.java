package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.circuitry.graph.Node;
import java.util.HashMap;
import java.util.Map;

/** Activations of one forward pass by hook point, and of single heads. Never written to. */
final class Activations {
    private final Map<String, NDArray> byHookPoint = new HashMap<>();
    private final Map<Node, NDArray> byNode = new HashMap<>();

    void put(String hookPoint, NDArray activation) {
        byHookPoint.put(hookPoint, activation);
    }

    /** The whole tensor, {@code [batch, pos, …]}. */
    NDArray of(String hookPoint) {
        var activation = byHookPoint.get(hookPoint);
        if (activation == null) {
            throw new IllegalStateException("the model did not fire " + hookPoint);
        }
        return activation;
    }

    /** A node's own part, {@code [batch, pos, d_model]} or {@code [batch, pos, d_head]}. */
    NDArray of(Node node) {
        return byNode.computeIfAbsent(
                node,
                missing -> {
                    var own = slice(of(missing.hookPoint()), missing);
                    NDScope.unregister(own);
                    return own;
                });
    }

    /** A node's part of its hook point's tensor. */
    static NDArray slice(NDArray whole, Node node) {
        return node.isHead()
                ? whole.get(new NDIndex().addAllDim(2).addIndices(node.head()))
                : whole;
    }
}

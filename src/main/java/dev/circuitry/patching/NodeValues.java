package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Values of nodes by number, at every position or at the scored ones; these are taken out of those
 * where asked for. Nodes may share an array.
 */
final class NodeValues {
    private final Map<Integer, NDArray> everywhere = new HashMap<>();
    private final Map<Integer, NDArray> scored = new HashMap<>();
    private final Variants variants;
    private final @Nullable NDManager owner;

    private NodeValues(Variants variants, @Nullable NDManager owner) {
        this.variants = variants;
        this.owner = owner;
    }

    /** Values that live as long as their owner, until dropped. */
    static NodeValues keptBy(NDManager owner, Variants variants) {
        return new NodeValues(variants, owner);
    }

    /** Values that die with the scope in which they are made. */
    static NodeValues passing(Variants variants) {
        return new NodeValues(variants, null);
    }

    /** Takes a node's value in. */
    void put(int node, boolean atEveryPosition, NDArray value) {
        (atEveryPosition ? everywhere : scored).put(node, kept(value));
    }

    /** Takes in a node's value at every position that others own and keep longer. */
    void lend(int node, NDArray value) {
        everywhere.put(node, value);
    }

    /** Whether the value is there, or can be taken out of what is. */
    boolean has(int node, boolean atEveryPosition) {
        return everywhere.containsKey(node) || (!atEveryPosition && scored.containsKey(node));
    }

    /** A node's value, {@code [variants * batch, pos or scored pos, ...]}; never written to. */
    NDArray of(int node, boolean atEveryPosition) {
        var value = (atEveryPosition ? everywhere : scored).get(node);
        if (value != null) {
            return value;
        }
        var whole = everywhere.get(node);
        if (whole == null || atEveryPosition) {
            throw new IllegalStateException("node " + node + " has no value yet");
        }
        var narrow = variants.narrow(whole);
        put(node, false, narrow);
        return narrow;
    }

    /** Closes the values of those nodes for which the condition does not hold. */
    void retain(IntPredicate condition) {
        var before = arrays();
        everywhere.keySet().removeIf(node -> !condition.test(node));
        scored.keySet().removeIf(node -> !condition.test(node));
        before.removeAll(arrays());
        before.forEach(NDArray::close);
    }

    private Set<NDArray> arrays() {
        Set<NDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        arrays.addAll(everywhere.values());
        arrays.addAll(scored.values());
        return arrays;
    }

    private NDArray kept(NDArray value) {
        if (owner != null) {
            NDScope.unregister(value);
            value.attach(owner);
        }
        return value;
    }
}

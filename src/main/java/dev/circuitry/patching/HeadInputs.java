package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.model.ModelParts;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What heads read whose input changes and loses no sender. Those of a layer with the same senders
 * share one sum and its normalisation; where nobody asks for the sums later, both are let go after
 * the last reader, so that the next ones are made in memory that is still at hand.
 */
final class HeadInputs {
    private final ModelParts parts;
    private final NodeOrder order;
    private final Map<Integer, Input> inputs = new HashMap<>(); // by receiver

    /** What heads with the same input have in common. */
    private record Shared(int layer, BitSet senders, boolean everywhere) {}

    private static final class Input {
        private final int receiver; // the first of those that share it
        private int readers;
        private @Nullable NDArray sum;
        private @Nullable NDArray normalized;

        private Input(int receiver) {
            this.receiver = receiver;
        }
    }

    /** The inputs of a change, none summed yet. */
    HeadInputs(Recomputation.Model model, Flow flow, Recomputation.Change change) {
        this.parts = model.parts();
        this.order = model.order();
        Map<Shared, Input> shared = new HashMap<>();
        for (int n : change.nodes().stream().toArray()) {
            var node = order.node(n);
            if (isInput(node) && !change.removals().receivers().get(n)) {
                var key = new Shared(node.layer(), flow.sources(n), flow.everywhere(n));
                inputs.put(n, shared.computeIfAbsent(key, missing -> new Input(n)));
            } else if (node.isHead()) { // a channel, perhaps without the edge from its input
                flow.sources(n).stream()
                        .mapToObj(inputs::get)
                        .filter(Objects::nonNull)
                        .forEach(input -> input.readers++);
            }
        }
    }

    private static boolean isInput(Node node) {
        return node.isHead() && node.kind().incoming() == EdgeType.ADDITION;
    }

    /** Whether this is the input of a head that loses no sender. */
    boolean has(int receiver) {
        return inputs.containsKey(receiver);
    }

    /** Receivers in forward order, one of those that share an input each. */
    List<Integer> distinct() {
        return inputs.values().stream().map(input -> input.receiver).distinct().sorted().toList();
    }

    /** An input in every variant, {@code [variants * batch, pos, d_model]}, summed if need be. */
    NDArray sum(int receiver, IntFunction<NDArray> summing) {
        var input = input(receiver);
        var sum = input.sum;
        if (sum == null) {
            sum = summing.apply(receiver);
            input.sum = sum;
        }
        return sum;
    }

    /** The same normalised. */
    NDArray normalized(int receiver, IntFunction<NDArray> summing) {
        var input = input(receiver);
        var normalized = input.normalized;
        if (normalized == null) {
            var sum = sum(receiver, summing);
            normalized = parts.normalized(order.node(receiver).layer(), sum);
            input.normalized = normalized;
        }
        return normalized;
    }

    /** One reader is done with the normalised input. */
    void release(int receiver) {
        var input = input(receiver);
        if (--input.readers == 0) {
            close(input.normalized);
            close(input.sum);
            input.normalized = null;
            input.sum = null;
        }
    }

    private static void close(@Nullable NDArray array) {
        if (array != null) {
            NDScope.unregister(array);
            array.close();
        }
    }

    private Input input(int receiver) {
        return Objects.requireNonNull(inputs.get(receiver));
    }
}

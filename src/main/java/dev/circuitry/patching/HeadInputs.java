package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import dev.circuitry.model.ModelParts;
import java.util.ArrayList;
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

    /** An input. */
    static final class Input {
        private final int layer;
        private final int receiver;
        private final boolean everywhere;
        private final List<Integer> channels = new ArrayList<>();
        private int read;
        private @Nullable NDArray sum;
        private @Nullable NDArray normalized;

        private Input(int layer, int receiver, boolean everywhere) {
            this.layer = layer;
            this.receiver = receiver;
            this.everywhere = everywhere;
        }

        int layer() {
            return layer;
        }

        /** The first of the nodes whose input it is. */
        int receiver() {
            return receiver;
        }

        /** Whether it is needed at every position. */
        boolean everywhere() {
            return everywhere;
        }

        /** The queries, keys and values that are computed from it, in forward order. */
        List<Integer> channels() {
            return channels;
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
                boolean everywhere = flow.everywhere(n);
                var key = new Shared(node.layer(), flow.sources(n), everywhere);
                var input =
                        shared.computeIfAbsent(key, k -> new Input(node.layer(), n, everywhere));
                inputs.put(n, input);
            } else if (node.isHead()) { // a channel, perhaps without the edge from its input
                flow.sources(n).stream()
                        .mapToObj(inputs::get)
                        .filter(Objects::nonNull)
                        .forEach(input -> input.channels.add(n));
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

    /** That of a receiver. */
    Input of(int receiver) {
        return Objects.requireNonNull(inputs.get(receiver));
    }

    /** All, each once, in forward order of their first receivers. */
    List<Input> distinct() {
        return inputs.keySet().stream()
                .sorted()
                .filter(receiver -> of(receiver).receiver == receiver)
                .map(this::of)
                .toList();
    }

    /** An input in every variant, {@code [variants * batch, pos, d_model]}, summed if need be. */
    NDArray sum(int receiver, IntFunction<NDArray> summing) {
        var input = of(receiver);
        var sum = input.sum;
        if (sum == null) {
            sum = summing.apply(input.receiver);
            input.sum = sum;
        }
        return sum;
    }

    /** The same normalised. */
    NDArray normalized(int receiver, IntFunction<NDArray> summing) {
        var input = of(receiver);
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
        var input = of(receiver);
        if (++input.read == input.channels.size()) {
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
}

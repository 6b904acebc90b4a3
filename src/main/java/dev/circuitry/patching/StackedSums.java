package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What many heads sum of many senders' differences, as products over a {@link DifferenceStack}: one
 * for as many heads of a layer as fit a block of memory.
 */
final class StackedSums {
    /** So many readers a sender make up for putting its difference on the stack. */
    private static final int MANY_READERS = 4;

    /** Of a block: for more, allocators ask the system for fresh memory every time. */
    private static final long MOST_VALUES = 6_000_000;

    private final NodeOrder order;
    private final ChangedValues values;
    private final DifferenceStack stack;
    private final List<Integer> receivers;
    private List<Integer> inBlock = List.of();
    private @Nullable NDArray block; // [receivers in block, variants * batch, pos, d_model]

    private StackedSums(
            NodeOrder order, ChangedValues values, DifferenceStack stack, List<Integer> receivers) {
        this.order = order;
        this.values = values;
        this.stack = stack;
        this.receivers = receivers;
    }

    /**
     * The sums of heads at every position; empty where adding is as fast.
     *
     * @param receivers in forward order, no two with the same sum
     */
    static Optional<StackedSums> of(
            Recomputation.Model model, ChangedValues values, List<Integer> receivers) {
        var senders = new BitSet();
        int terms = 0;
        for (int receiver : receivers) {
            var moved = values.moved(receiver);
            terms += moved.cardinality();
            senders.or(moved);
        }
        if (senders.isEmpty() || terms < MANY_READERS * senders.cardinality()) {
            return Optional.empty();
        }
        var one = values.reference(receivers.get(0), true).getShape();
        var shape = new Shape(model.variants().count() * one.get(0)).addAll(one.slice(1));
        var stack = new DifferenceStack(model.buffer(), senders.cardinality(), shape);
        values.stack(stack, senders);
        return Optional.of(new StackedSums(model.order(), values, stack, receivers));
    }

    boolean has(int receiver) {
        return receivers.contains(receiver);
    }

    /**
     * The sum of a receiver's senders' differences, {@code [variants * batch, pos, d_model]}; good
     * until the next is asked for.
     */
    NDArray of(int receiver) {
        var sums = block != null && inBlock.contains(receiver) ? block : blockFrom(receiver);
        return sums.get(new NDIndex().addIndices(inBlock.indexOf(receiver)));
    }

    private NDArray blockFrom(int receiver) {
        if (block != null) {
            block.close();
        }
        int layer = order.node(receiver).layer();
        inBlock =
                receivers.subList(receivers.indexOf(receiver), receivers.size()).stream()
                        .filter(n -> order.node(n).layer() == layer)
                        .limit(Math.max(1, MOST_VALUES / stack.width()))
                        .toList();
        List<BitSet> moved = new ArrayList<>();
        inBlock.forEach(n -> moved.add(values.moved(n)));
        moved.forEach(
                senders -> senders.stream().forEach(sender -> values.difference(sender, true)));
        var sums = stack.sums(moved);
        block = sums;
        return sums;
    }
}

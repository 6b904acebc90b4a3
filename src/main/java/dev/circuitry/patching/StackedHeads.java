package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.Places;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Queries, keys and values of heads that sum many senders, at every position. A layer's are made a
 * few rows at a time: sums of differences as one product over a {@link DifferenceStack}, and all
 * that follows from them while they are still in the processor's cache; a sum of all rows for every
 * head would go to memory and back between one operation and the next.
 */
final class StackedHeads {
    /** So many readers a sender make up for putting its difference on the stack. */
    private static final int MANY_READERS = 4;

    /** Every position, where padding does not matter. */
    private static final Places EVERYWHERE = new Places(null, null);

    private final Recomputation.Model model;
    private final ChangedValues values;
    private final DifferenceStack stack;
    private final List<HeadInputs.Input> inputs;
    private final boolean isPassing;
    private final Map<Integer, NDList> made = new HashMap<>(); // by node, rows after rows

    private StackedHeads(
            Recomputation.Model model,
            ChangedValues values,
            DifferenceStack stack,
            List<HeadInputs.Input> inputs,
            boolean isPassing) {
        this.model = model;
        this.values = values;
        this.stack = stack;
        this.inputs = inputs;
        this.isPassing = isPassing;
    }

    /**
     * Those of some inputs that are needed at every position; empty where adding is as fast.
     *
     * @param isPassing whether nobody asks for the inputs themselves
     */
    static Optional<StackedHeads> of(
            Recomputation.Model model,
            ChangedValues values,
            List<HeadInputs.Input> inputs,
            boolean isPassing) {
        var everywhere = inputs.stream().filter(HeadInputs.Input::everywhere).toList();
        var senders = new BitSet();
        int terms = 0;
        for (var input : everywhere) {
            var moved = values.moved(input.receiver());
            terms += moved.cardinality();
            senders.or(moved);
        }
        if (senders.isEmpty() || terms < MANY_READERS * senders.cardinality()) {
            return Optional.empty();
        }
        var one = values.reference(everywhere.get(0).receiver(), true).getShape();
        var shape = new Shape(model.variants().count() * one.get(0)).addAll(one.slice(1));
        var stack = new DifferenceStack(model.buffer(), senders.cardinality(), shape);
        values.stack(stack, senders);
        return Optional.of(new StackedHeads(model, values, stack, everywhere, isPassing));
    }

    /** Whether an input's sum and channels are made here. */
    boolean has(HeadInputs.Input input) {
        return inputs.contains(input);
    }

    /**
     * A channel, or an input unless these pass; once each.
     *
     * @return {@code [variants * batch, pos, d_head or d_model]}
     */
    NDArray of(int node) {
        if (!made.containsKey(node)) {
            make(model.order().node(node).layer());
        }
        try (var parts = Objects.requireNonNull(made.remove(node))) {
            return NDArrays.concat(parts, 0);
        }
    }

    private void make(int layer) {
        var ofLayer = inputs.stream().filter(input -> input.layer() == layer).toList();
        List<BitSet> senders = new ArrayList<>();
        ofLayer.forEach(input -> senders.add(values.moved(input.receiver())));
        senders.forEach(moved -> values.push(stack, moved));
        var chosen = stack.chosen(senders);
        long batch = stack.rows() / model.variants().count();
        long most = Math.max(1, model.buffer().atOnce() / (ofLayer.size() * stack.rowSize()));
        // whole variants, or parts of one as equal as can be
        long step = most < batch ? ceil(batch, ceil(batch, most)) : most / batch * batch;
        for (long from = 0, to; from < stack.rows(); from = to) {
            long inBatch = from % batch;
            long end = step < batch ? from - inBatch + batch : stack.rows();
            to = Math.min(end, from + step);
            try (var scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                read(ofLayer, stack.sums(chosen, from, to), inBatch);
            }
        }
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend - 1) / divisor + 1;
    }

    /**
     * Some rows of a layer.
     *
     * @param sums what its inputs differ by, {@code [rows, pos, inputs, d_model]}
     * @param from the first row's place in the batch
     */
    private void read(List<HeadInputs.Input> ofLayer, NDArray sums, long from) {
        var shape = sums.getShape();
        for (int i = 0; i < ofLayer.size(); i++) {
            int receiver = ofLayer.get(i).receiver();
            var reference = values.reference(receiver, true);
            long rows = Math.min(shape.get(0), reference.getShape().get(0) - from);
            of(i, sums)
                    .reshape(-1, rows, shape.get(1), shape.get(3))
                    .addi(reference.get(new NDIndex().addSliceDim(from, from + rows)));
            if (!isPassing) {
                keep(receiver, of(i, sums).duplicate());
            }
        }
        var normalized = model.parts().normalized(ofLayer.get(0).layer(), sums);
        for (int i = 0; i < ofLayer.size(); i++) {
            var read = of(i, normalized);
            ofLayer.get(i).channels().forEach(channel -> keep(channel, channel(channel, read)));
        }
    }

    /** One input's part of those of all, {@code [rows, pos, d_model]}. */
    private static NDArray of(int input, NDArray all) {
        return all.get(new NDIndex().addAllDim().addAllDim().addIndices(input));
    }

    private NDArray channel(int channel, NDArray normalized) {
        var node = model.order().node(channel);
        return model.parts()
                .channel(node.layer(), node.kind().channel(), node.head(), normalized, EVERYWHERE);
    }

    private void keep(int node, NDArray rows) {
        NDScope.unregister(rows);
        made.computeIfAbsent(node, missing -> new NDList()).add(rows);
    }
}

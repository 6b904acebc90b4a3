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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Queries, keys and values of heads that sum many senders, at every position. Sums of a layer are
 * made together, {@link StackSums}, and what follows from them is made before the next: of as many
 * rows at a time as the buffer makes at once, for a sum of all rows for every head of a large batch
 * would take more memory than all else.
 */
final class StackedHeads {
    /** So many readers a sender make up for putting its difference on the stack. */
    private static final int MANY_READERS = 6;

    /** Every position, where padding does not matter. */
    private static final Places EVERYWHERE = new Places(null, null);

    private final Recomputation.Model model;
    private final ChangedValues values;
    private final DifferenceStack stack;
    private final List<HeadInputs.Input> inputs;
    private final boolean isPassing;
    private final Map<Integer, NDArray> made = new HashMap<>(); // by node

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
            new Layer(model.order().node(node).layer()).make();
        }
        return Objects.requireNonNull(made.remove(node));
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend - 1) / divisor + 1;
    }

    /** What is made of a layer. */
    private final class Layer {
        private final List<HeadInputs.Input> ofLayer;
        private final Map<Integer, Integer> places = new HashMap<>(); // of inputs, by channel
        private final List<HeadRun> runs;
        private final Map<List<Integer>, NDList> parts = new LinkedHashMap<>(); // by nodes

        Layer(int layer) {
            // inputs with one reader lie as these do
            ofLayer =
                    inputs.stream()
                            .filter(input -> input.layer() == layer)
                            .sorted(Comparator.comparing(input -> input.channels().size() > 1))
                            .toList();
            for (int i = 0; i < ofLayer.size(); i++) {
                int place = i;
                ofLayer.get(i).channels().forEach(channel -> places.put(channel, place));
            }
            var channels = places.keySet().stream().sorted().toList();
            runs = HeadRun.of(model.order(), channels, this::areReadTogether);
        }

        private boolean areReadTogether(int one, int other) {
            int first = input(one);
            int second = input(other);
            return isPassing
                    && (first == second
                            || (second == first + 1
                                    && hasOneReader(first)
                                    && hasOneReader(second)));
        }

        private int input(int channel) {
            return Objects.requireNonNull(places.get(channel));
        }

        private boolean hasOneReader(int input) {
            return ofLayer.get(input).channels().size() == 1;
        }

        void make() {
            List<BitSet> senders = new ArrayList<>();
            var references = new NDList();
            for (var input : ofLayer) {
                senders.add(values.moved(input.receiver()));
                references.add(values.reference(input.receiver(), true));
            }
            values.push(stack, senders.stream().flatMapToInt(BitSet::stream).distinct());
            var sums = new StackSums(stack, senders);
            long rows = stack.shape().get(0);
            long batch = rows / model.variants().count();
            long most = Math.max(1, model.buffer().atOnce() / sums.rowSize());
            // whole variants, or parts of one as equal as can be
            long step = most < batch ? ceil(batch, ceil(batch, most)) : most / batch * batch;
            try {
                for (long from = 0, to; from < rows; from = to) {
                    long inBatch = from % batch;
                    long end = step < batch ? from - inBatch + batch : rows;
                    to = Math.min(end, from + step);
                    try (var scope = new NDScope()) {
                        scope.suppressNotUsedWarning();
                        read(sums.at(references, from, to));
                    }
                }
                parts.forEach(this::takeIn);
            } finally {
                parts.values().forEach(NDList::close);
            }
        }

        /**
         * Some rows.
         *
         * @param sums the inputs, {@code [rows, pos, inputs, d_model]}
         */
        private void read(NDArray sums) {
            for (int i = 0; i < ofLayer.size() && !isPassing; i++) {
                keep(
                        List.of(ofLayer.get(i).receiver()),
                        of(i, 1, sums).transpose(2, 0, 1, 3).duplicate());
            }
            var normalized = model.parts().normalized(ofLayer.get(0).layer(), sums);
            for (var run : runs) {
                int first = input(run.nodes().get(0));
                int last = input(run.nodes().get(run.nodes().size() - 1));
                var ofRun = of(first, last + 1 - first, normalized);
                keep(
                        run.nodes(),
                        model.parts()
                                .channels(
                                        run.layer(),
                                        run.channel(),
                                        run.heads(),
                                        ofRun,
                                        EVERYWHERE));
            }
        }

        /** Some inputs' part of those of all, {@code [rows, pos, count, d_model]}. */
        private static NDArray of(int input, int count, NDArray all) {
            return all.get(
                    new NDIndex().addAllDim().addAllDim().addSliceDim(input, (long) input + count));
        }

        /**
         * Takes in the values of some nodes.
         *
         * @param rowsAfterRows {@code [node, rows, pos, d_head or d_model]} each
         */
        private void takeIn(List<Integer> nodes, NDList rowsAfterRows) {
            var byNode =
                    rowsAfterRows.size() == 1
                            ? rowsAfterRows.get(0)
                            : NDArrays.concat(rowsAfterRows, 1);
            var apart = LayerHeads.byHead(byNode);
            for (int i = 0; i < nodes.size(); i++) {
                made.put(nodes.get(i), apart.get(i));
            }
        }

        private void keep(List<Integer> nodes, NDArray rows) {
            NDScope.unregister(rows);
            parts.computeIfAbsent(nodes, missing -> new NDList()).add(rows);
        }
    }
}

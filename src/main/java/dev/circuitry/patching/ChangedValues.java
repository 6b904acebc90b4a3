package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values while some change: the new ones of nodes that do, the standing ones of all others. */
final class ChangedValues {
    private final Baseline baseline;
    private final Variants variants;
    private final BitSet changing;
    private final NodeValues found;
    private final Map<Place, NDArray> differences = new HashMap<>();
    private final Map<Place, NDArray> ablations = new HashMap<>();
    private @Nullable DifferenceStack stack;
    private BitSet stacked = new BitSet();

    private record Place(int node, boolean everywhere) {}

    /**
     * No new value yet.
     *
     * @param changing nodes whose values are put into {@code found} before they are asked for
     */
    ChangedValues(Baseline baseline, Variants variants, BitSet changing, NodeValues found) {
        this.baseline = baseline;
        this.variants = variants;
        this.changing = changing;
        this.found = found;
    }

    /** A node's value in every variant. */
    NDArray of(int node, boolean everywhere) {
        return changing.get(node)
                ? found.of(node, everywhere)
                : variants.repeated(baseline.standing().of(node, everywhere));
    }

    /** Its ablated value in one variant. */
    NDArray ablated(int node, boolean everywhere) {
        return baseline.ablated().of(node, everywhere);
    }

    /** Its reference value in one variant. */
    NDArray reference(int node, boolean everywhere) {
        return baseline.reference().of(node, everywhere);
    }

    /** The senders of a receiver whose values are not the reference's. */
    BitSet moved(int receiver) {
        var moved = (BitSet) baseline.flow().sources(receiver).clone();
        if (baseline.isStanding()) {
            moved.and(changing);
        }
        return moved;
    }

    /** From now on these nodes' differences at every position lie on a stack. */
    void stack(DifferenceStack onto, BitSet nodes) {
        stack = onto;
        stacked = nodes;
    }

    /** Sees that the differences of nodes that are to lie on the stack do so. */
    void push(DifferenceStack onto, IntStream nodes) {
        var missing = nodes.filter(node -> !onto.has(node)).boxed().toList();
        if (!missing.isEmpty()) {
            onto.push(
                    missing,
                    each(missing, node -> of(node, true)),
                    each(missing, node -> reference(node, true)));
        }
    }

    private static NDList each(List<Integer> nodes, IntFunction<NDArray> value) {
        return new NDList(nodes.stream().map(value::apply).toList());
    }

    /** Those whose differences at every position lie on the stack, or will where asked for. */
    BitSet stacked(BitSet nodes) {
        var found = (BitSet) stacked.clone();
        found.and(nodes);
        return found;
    }

    /**
     * A receiver's reference and what senders on the stack add to it, at every position.
     *
     * @return {@code [variants * batch, pos, d_model]}; not to be written to
     */
    NDArray stackedSum(int receiver, BitSet senders) {
        var onto = Objects.requireNonNull(stack);
        push(onto, senders.stream());
        return new StackSums(onto, List.of(senders))
                .all(new NDList(reference(receiver, true)))
                .squeeze(2);
    }

    /** How far its value is from the reference in every variant. */
    NDArray difference(int node, boolean everywhere) {
        if (stack != null && everywhere && stacked.get(node)) {
            push(stack, IntStream.of(node));
            return stack.of(node);
        }
        return differences.computeIfAbsent(
                new Place(node, everywhere),
                place -> of(node, everywhere).sub(variants.repeated(reference(node, everywhere))));
    }

    /** How far its ablated value is from the reference in one variant. */
    NDArray ablation(int node, boolean everywhere) {
        return ablations.computeIfAbsent(
                new Place(node, everywhere),
                place -> ablated(node, everywhere).sub(reference(node, everywhere)));
    }
}

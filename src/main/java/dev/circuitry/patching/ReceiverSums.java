package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.BitSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What receivers sum: the reference value plus, for each kept sender that has left the reference,
 * its difference from it, and for each lost sender its ablated value's.
 */
final class ReceiverSums {
    /** So many on the stack are read from there faster than they are added one by one. */
    private static final int MANY_SENDERS = 8;

    private final Flow flow;
    private final ChangedValues values;
    private final Variants variants;
    private final Removals removals;
    private final @Nullable StepSums kept;

    ReceiverSums(
            Recomputation.Model model,
            Flow flow,
            Recomputation.Change change,
            ChangedValues values) {
        this.flow = flow;
        this.values = values;
        this.variants = model.variants();
        this.removals = change.removals();
        this.kept = change.sums();
    }

    /** A receiver's input in every variant, {@code [variants * batch, pos, d_model]}. */
    NDArray of(int receiver) {
        if (removals.receivers().get(receiver)) {
            return each(variants, variant -> losing(receiver, variant));
        }
        boolean everywhere = flow.everywhere(receiver);
        var moved = values.moved(receiver);
        var stacked = everywhere ? values.stacked(moved) : new BitSet();
        if (stacked.cardinality() < MANY_SENDERS) {
            stacked.clear();
        }
        moved.andNot(stacked);
        var terms = new NDList();
        moved.stream().forEach(sender -> terms.add(values.difference(sender, everywhere)));
        if (!stacked.isEmpty()) {
            return Recomputation.alone(() -> plus(values.stackedSum(receiver, stacked), terms));
        }
        var start = variants.repeated(values.reference(receiver, everywhere));
        return terms.isEmpty() ? start.duplicate() : plus(start, terms);
    }

    private NDArray losing(int receiver, int variant) {
        boolean everywhere = flow.everywhere(receiver);
        var lost = removals.of(variant, receiver);
        var moved = values.moved(receiver);
        moved.andNot(lost);
        if (kept != null && moved.isEmpty()) {
            return losing(receiver, lost, kept);
        }
        var terms = new NDList();
        moved.stream()
                .forEach(
                        sender ->
                                terms.add(
                                        variants.of(
                                                values.difference(sender, everywhere), variant)));
        lost.stream().forEach(sender -> terms.add(values.ablation(sender, everywhere)));
        return plus(values.reference(receiver, everywhere), terms);
    }

    /** The same where the senders that stay are as they were: from the nearest sum before. */
    private NDArray losing(int receiver, BitSet lost, StepSums kept) {
        boolean everywhere = flow.everywhere(receiver);
        var nearest = kept.nearest(receiver, lost);
        var start = nearest == null ? values.reference(receiver, everywhere) : nearest.value();
        var rest = (BitSet) lost.clone();
        if (nearest != null) {
            rest.andNot(nearest.lost());
        }
        var terms = new NDList();
        rest.stream().forEach(sender -> terms.add(values.ablation(sender, everywhere)));
        var sum = plus(start, terms);
        if (!terms.isEmpty()) {
            kept.put(receiver, lost, sum);
        }
        return sum;
    }

    /** The first is not written to: others hold it. */
    private static NDArray plus(NDArray start, NDList terms) {
        if (terms.isEmpty()) {
            return start;
        }
        var sum = start.add(terms.get(0));
        terms.subList(1, terms.size()).forEach(sum::addi);
        return sum;
    }

    /** One value a variant as one array, variant after variant. */
    static NDArray each(Variants variants, IntFunction<NDArray> ofVariant) {
        if (variants.count() == 1) {
            return ofVariant.apply(0);
        }
        var all = new NDList();
        for (int variant = 0; variant < variants.count(); variant++) {
            all.add(ofVariant.apply(variant));
        }
        return NDArrays.concat(all, 0);
    }
}

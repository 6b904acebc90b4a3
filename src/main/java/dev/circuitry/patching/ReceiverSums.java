package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What receivers sum: the reference value plus, for each kept sender that has left the reference,
 * its difference from it, and for each lost sender its ablated value's. Heads of a layer with the
 * same senders share one sum.
 */
final class ReceiverSums {
    /** Additions that cost as much as a receiver and a sender in a matrix product; measured. */
    private static final double MULTIPLIED_FOR_AN_ADDITION = 30;

    private final NodeOrder order;
    private final Flow flow;
    private final ChangedValues values;
    private final Variants variants;
    private final Removals removals;
    private final @Nullable StepSums kept;
    private final Map<Shared, NDArray> shared = new HashMap<>();

    private final BitSet summedTogether = new BitSet(); // layers

    private record Shared(int layer, BitSet senders, boolean everywhere) {}

    ReceiverSums(
            NodeOrder order,
            Flow flow,
            ChangedValues values,
            Variants variants,
            Removals removals,
            @Nullable StepSums kept) {
        this.order = order;
        this.kept = kept;
        this.flow = flow;
        this.values = values;
        this.variants = variants;
        this.removals = removals;
    }

    /** A receiver's input in every variant, {@code [variants * batch, pos, d_model]}. */
    NDArray of(int receiver, Node node) {
        if (removals.receivers().get(receiver)) {
            return each(variants, variant -> losing(receiver, variant));
        }
        if (!node.isHead()) {
            return whole(receiver);
        }
        if (values.isStanding() && !summedTogether.get(node.layer())) {
            summedTogether.set(node.layer());
            sumTogether(receiver, node.layer(), true);
            sumTogether(receiver, node.layer(), false);
        }
        var key = key(receiver, node.layer());
        var sum = shared.get(key);
        if (sum == null) {
            sum = whole(receiver);
            shared.put(key, sum);
        }
        return sum;
    }

    private Shared key(int receiver, int layer) {
        return new Shared(layer, flow.sources(receiver), flow.everywhere(receiver));
    }

    /**
     * Where heads of a layer read many changed senders, their sums are one matrix product: which
     * receiver reads which sender, times how far each sender is from the reference. Additions would
     * fetch every difference anew for each of its readers.
     *
     * @param first the first receiver of the layer that changes
     */
    private void sumTogether(int first, int layer, boolean everywhere) {
        Map<Shared, Integer> receivers = new LinkedHashMap<>();
        var senders = new BitSet();
        int terms = 0;
        for (int n : values.changing(first).toArray()) {
            boolean reads = order.node(n).layer() == layer && isHeadInput(order.node(n));
            if (reads && flow.everywhere(n) == everywhere && !removals.receivers().get(n)) {
                if (receivers.putIfAbsent(key(n, layer), n) == null) {
                    senders.or(values.moved(n));
                    terms += values.moved(n).cardinality();
                }
            }
        }
        int pairs = receivers.size() * senders.cardinality();
        if (terms > senders.cardinality() + pairs / MULTIPLIED_FOR_AN_ADDITION) {
            multiply(receivers, senders.stream().toArray(), everywhere);
        }
    }

    private static boolean isHeadInput(Node node) {
        return node.isHead() && node.kind().incoming() == EdgeType.ADDITION;
    }

    private void multiply(Map<Shared, Integer> receivers, int[] senders, boolean everywhere) {
        var differences = new NDList();
        for (int sender : senders) {
            differences.add(values.difference(sender, everywhere).reshape(1, -1));
        }
        var stacked = NDArrays.concat(differences, 0); // [sender, variants * batch * pos * d_model]
        float[] reads = new float[receivers.size() * senders.length];
        int next = 0;
        for (int receiver : receivers.values()) {
            var moved = values.moved(receiver);
            for (int sender : senders) {
                reads[next++] = moved.get(sender) ? 1 : 0;
            }
        }
        var sums =
                stacked.getManager()
                        .create(reads, new Shape(receivers.size(), senders.length))
                        .toType(stacked.getDataType(), false)
                        .matMul(stacked);
        int row = 0;
        for (var entry : receivers.entrySet()) {
            var reference = values.reference(entry.getValue(), everywhere); // of one variant
            var shape = reference.getShape();
            var all = new Shape(variants.count() * shape.get(0)).addAll(shape.slice(1));
            var sum =
                    sums.get(row++)
                            .reshape(new Shape(variants.count()).addAll(shape))
                            .addi(reference)
                            .reshape(all);
            shared.put(entry.getKey(), sum);
        }
    }

    private NDArray whole(int receiver) {
        boolean everywhere = flow.everywhere(receiver);
        var start = values.reference(receiver, everywhere);
        var terms = new NDList();
        values.moved(receiver).stream()
                .forEach(sender -> terms.add(values.difference(sender, everywhere)));
        return terms.isEmpty() ? start.duplicate() : plus(variants.repeated(start), terms);
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

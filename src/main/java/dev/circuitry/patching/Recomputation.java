package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.Node;
import dev.circuitry.model.ModelParts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes anew the values of those nodes that a change of circuit reaches, each at the positions
 * where it is needed, in forward order; all others stand. Costs what the parts of the model cost
 * that these nodes are, and an addition an edge from one of them to another.
 */
final class Recomputation {
    private final Model model;
    private final Flow flow;
    private final BitSet changing;
    private final ChangedValues values;
    private final ReceiverSums sums;
    private final LayerHeads heads;

    /**
     * What computes.
     *
     * @param parts of the model
     * @param order its nodes
     * @param variants how many at once, and where
     * @param buffer for the differences of senders that many receivers read
     */
    record Model(
            ModelParts parts, NodeOrder order, Variants variants, DifferenceStack.Buffer buffer) {}

    /**
     * What changes.
     *
     * @param removals of each variant
     * @param nodes whose values change, all that are {@link Flow#downstream} of one of them
     *     included
     * @param sums of the receiver that loses senders, kept from call to call; null where several
     *     do, or none
     */
    record Change(Removals removals, BitSet nodes, @Nullable StepSums sums) {}

    private Recomputation(Model model, Baseline baseline, Change change, NodeValues found) {
        this.model = model;
        this.flow = baseline.flow();
        this.changing = change.nodes();
        this.values = new ChangedValues(baseline, model.variants(), changing, found);
        this.sums = new ReceiverSums(model, flow, change, values);
        this.heads = new LayerHeads(model, baseline, change, values, sums);
    }

    /**
     * Computes.
     *
     * @param found takes the new values, of every variant
     */
    static void run(Model model, Baseline baseline, Change change, NodeValues found) {
        new Recomputation(model, baseline, change, found).compute(found);
    }

    private void compute(NodeValues found) {
        for (int n = changing.nextSetBit(0), last; n >= 0; n = changing.nextSetBit(last + 1)) {
            last = n;
            if (node(n).isHead()) {
                var ofLayer = ofLayer(n);
                heads.compute(ofLayer, found);
                last = ofLayer.get(ofLayer.size() - 1);
            } else {
                found.put(n, flow.everywhere(n), of(n));
            }
        }
    }

    private Node node(int number) {
        return model.order().node(number);
    }

    /** Those of a layer's heads that change, from the first on. */
    private List<Integer> ofLayer(int first) {
        List<Integer> nodes = new ArrayList<>();
        int layer = node(first).layer();
        for (int n = first;
                n >= 0 && node(n).isHead() && node(n).layer() == layer;
                n = changing.nextSetBit(n + 1)) {
            nodes.add(n);
        }
        return nodes;
    }

    private NDArray of(int number) {
        Node node = node(number);
        return switch (node.kind()) {
            case OUTPUT, MLP_IN -> sums.of(number);
            case MLP_OUT -> mlp(number, node);
            default -> throw new IllegalStateException(node + " is not computed by itself");
        };
    }

    private NDArray mlp(int number, Node node) {
        int source = flow.sources(number).nextSetBit(0);
        var input = values.of(source, flow.everywhere(number));
        return alone(() -> model.parts().mlp(node.layer(), input));
    }

    /** What is made, and nothing that was made on the way: it would take memory to the end. */
    static NDArray alone(Supplier<NDArray> making) {
        NDArray made;
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            made = making.get();
            NDScope.unregister(made);
        }
        NDScope.register(made);
        return made;
    }
}

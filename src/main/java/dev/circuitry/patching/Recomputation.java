package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.Node;
import dev.circuitry.model.ModelParts;
import dev.circuitry.model.Places;
import java.util.BitSet;
import java.util.Optional;
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
    private final Removals removals;
    private final BitSet changing;
    private final ChangedValues values;
    private final ReceiverSums sums;
    private final HeadInputs heads;
    private final Optional<StackedHeads> stacked;
    private final boolean isPassing; // nobody asks for what heads read later

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
        this.removals = change.removals();
        this.changing = change.nodes();
        this.values = new ChangedValues(baseline, model.variants(), changing, found);
        this.isPassing = baseline.isStanding();
        this.heads = new HeadInputs(model, flow, change);
        this.stacked = StackedHeads.of(model, values, heads.distinct(), isPassing);
        this.sums = new ReceiverSums(model, flow, change, values);
    }

    /**
     * Computes.
     *
     * @param found takes the new values, of every variant
     */
    static void run(Model model, Baseline baseline, Change change, NodeValues found) {
        var recomputation = new Recomputation(model, baseline, change, found);
        change.nodes().stream()
                .filter(node -> !recomputation.isMadeForItsReaders(node))
                .forEach(
                        node ->
                                found.put(
                                        node,
                                        baseline.flow().everywhere(node),
                                        recomputation.of(node)));
    }

    private boolean isMadeForItsReaders(int number) {
        return isPassing && heads.has(number);
    }

    private NDArray of(int number) {
        Node node = model.order().node(number);
        return switch (node.kind()) {
            case OUTPUT, MLP_IN -> sums.of(number);
            case Q_INPUT, K_INPUT, V_INPUT ->
                    heads.has(number) ? heads.sum(number, this::summed) : sums.of(number);
            case Q, K, V -> channel(number, node);
            case RESULT -> result(number, node);
            case MLP_OUT -> mlp(number, node);
            case EMBED, TOKEN_EMBED, POS_EMBED ->
                    throw new IllegalStateException("the embedding " + node + " never changes");
        };
    }

    private NDArray summed(int receiver) {
        return stacked(receiver).map(made -> made.of(receiver)).orElseGet(() -> sums.of(receiver));
    }

    /** What makes a receiver's input, where that is a head's and sums many senders. */
    private Optional<StackedHeads> stacked(int receiver) {
        return stacked.filter(found -> heads.has(receiver) && found.has(heads.of(receiver)));
    }

    private NDArray channel(int number, Node node) {
        boolean everywhere = everywhere(number);
        if (flow.sources(number).isEmpty()) {
            return values.ablated(number, everywhere).duplicate(); // the result is the caller's
        }
        if (!removals.receivers().get(number)) {
            return projected(number, node);
        }
        var present =
                changing.get(source(number))
                        ? projected(number, node)
                        : model.variants().repeated(values.reference(number, everywhere));
        return ReceiverSums.each(
                model.variants(),
                variant ->
                        removals.of(variant, number).isEmpty()
                                ? model.variants().of(present, variant)
                                : values.ablated(number, everywhere));
    }

    private NDArray projected(int number, Node node) {
        boolean everywhere = everywhere(number);
        int source = source(number);
        var madeBefore = stacked(source);
        if (madeBefore.isPresent()) {
            return madeBefore.get().of(number);
        }
        boolean isShared = heads.has(source);
        var read =
                isShared
                        ? heads.normalized(source, this::summed)
                        : model.parts().normalized(node.layer(), values.of(source, everywhere));
        char channel = node.kind().channel();
        var projected =
                alone(
                        () ->
                                model.parts()
                                        .channel(
                                                node.layer(),
                                                channel,
                                                node.head(),
                                                read,
                                                places(everywhere)));
        if (isShared && isPassing) {
            heads.release(source);
        }
        return projected;
    }

    private NDArray mlp(int number, Node node) {
        var input = values.of(source(number), everywhere(number));
        return alone(() -> model.parts().mlp(node.layer(), input));
    }

    /** What is made, and nothing that was made on the way: it would take memory to the end. */
    private static NDArray alone(Supplier<NDArray> making) {
        NDArray made;
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            made = making.get();
            NDScope.unregister(made);
        }
        NDScope.register(made);
        return made;
    }

    private NDArray result(int number, Node node) {
        boolean everywhere = everywhere(number);
        var sources = flow.sources(number);
        NDArray q = null;
        NDArray k = null;
        NDArray v = null;
        for (int n = sources.nextSetBit(0); n >= 0; n = sources.nextSetBit(n + 1)) {
            switch (model.order().node(n).kind()) {
                case Q -> q = values.of(n, everywhere);
                case K -> k = values.of(n, true);
                default -> v = values.of(n, true);
            }
        }
        if (q == null || k == null || v == null) {
            throw new IllegalStateException(node + " lacks a channel");
        }
        var read = new ModelParts.Channels(q, k, v);
        return alone(
                () -> model.parts().result(node.layer(), node.head(), read, places(everywhere)));
    }

    private int source(int number) {
        return flow.sources(number).nextSetBit(0);
    }

    private boolean everywhere(int number) {
        return flow.everywhere(number);
    }

    private Places places(boolean everywhere) {
        return everywhere ? model.variants().everywhere() : model.variants().scored();
    }
}

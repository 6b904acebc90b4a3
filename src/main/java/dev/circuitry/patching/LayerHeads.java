package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.model.ModelParts;
import dev.circuitry.model.Places;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What the heads of a layer compute: queries, keys and values, and from these what they write.
 * Where values pass, heads in a row are one operation. Values that stand are made head by head:
 * each is let go by itself, and does not hang on which heads change beside it.
 */
final class LayerHeads {
    private final Recomputation.Model model;
    private final Flow flow;
    private final Recomputation.Change change;
    private final ChangedValues values;
    private final ReceiverSums sums;
    private final HeadInputs inputs;
    private final Optional<StackedHeads> stacked;
    private final boolean isPassing; // nobody asks for the values later

    /** Of any layer. */
    LayerHeads(
            Recomputation.Model model,
            Baseline baseline,
            Recomputation.Change change,
            ChangedValues values,
            ReceiverSums sums) {
        this.model = model;
        this.flow = baseline.flow();
        this.change = change;
        this.values = values;
        this.sums = sums;
        this.isPassing = baseline.isStanding();
        this.inputs = new HeadInputs(model, flow, change);
        this.stacked = StackedHeads.of(model, values, inputs.distinct(), isPassing);
    }

    /**
     * Computes nodes of one layer's heads.
     *
     * @param nodes that change, in forward order
     * @param found takes their values, but for inputs that nobody else asks for
     */
    void compute(List<Integer> nodes, NodeValues found) {
        nodes.stream()
                .filter(node -> isInput(node) && !(isPassing && inputs.has(node)))
                .forEach(node -> found.put(node, flow.everywhere(node), input(node)));
        Stream.of(NodeKind.Q, NodeKind.K, NodeKind.V)
                .flatMap(kind -> runs(nodes, kind, this::readTheSame))
                .forEach(run -> put(run, channels(run), found));
        runs(nodes, NodeKind.RESULT, (one, other) -> everywhere(one) == everywhere(other))
                .forEach(run -> put(run, results(run), found));
    }

    private boolean isInput(int node) {
        return model.order().node(node).kind().incoming() == EdgeType.ADDITION;
    }

    private Stream<HeadRun> runs(
            List<Integer> nodes, NodeKind kind, BiPredicate<Integer, Integer> areAlike) {
        var ofKind = nodes.stream().filter(node -> model.order().node(node).kind() == kind);
        return HeadRun.of(
                model.order(),
                ofKind.toList(),
                (one, other) -> isPassing && areAlike.test(one, other))
                .stream();
    }

    private void put(HeadRun run, List<NDArray> byHead, NodeValues found) {
        for (int i = 0; i < byHead.size(); i++) {
            int node = run.nodes().get(i);
            found.put(node, everywhere(node), byHead.get(i));
        }
    }

    private NDArray input(int receiver) {
        return inputs.has(receiver) ? inputs.sum(receiver, this::summed) : sums.of(receiver);
    }

    private NDArray summed(int receiver) {
        return stacked(receiver).map(made -> made.of(receiver)).orElseGet(() -> sums.of(receiver));
    }

    /** What makes a receiver's input, where that sums many senders. */
    private Optional<StackedHeads> stacked(int receiver) {
        return stacked.filter(found -> inputs.has(receiver) && found.has(inputs.of(receiver)));
    }

    private boolean readTheSame(int one, int other) {
        return isProjection(one)
                && isProjection(other)
                && inputs.has(source(one))
                && inputs.has(source(other))
                && inputs.of(source(one)).equals(inputs.of(source(other)));
    }

    /** Whether a channel is nothing but what its input makes it. */
    private boolean isProjection(int channel) {
        return !flow.sources(channel).isEmpty() && !change.removals().receivers().get(channel);
    }

    private List<NDArray> channels(HeadRun run) {
        int first = run.nodes().get(0);
        return isProjection(first) ? projected(run) : List.of(ablatedOrNot(run));
    }

    /** Where the edge from the input is gone, or goes in some variants. */
    private NDArray ablatedOrNot(HeadRun run) {
        int channel = run.nodes().get(0); // nothing joins it
        boolean everywhere = everywhere(channel);
        var ablated = values.ablated(channel, everywhere);
        if (flow.sources(channel).isEmpty()) {
            return ablated.duplicate(); // the result is the caller's
        }
        var variants = model.variants();
        var present =
                change.nodes().get(source(channel))
                        ? projected(run).get(0)
                        : variants.repeated(values.reference(channel, everywhere));
        return ReceiverSums.each(
                variants,
                variant ->
                        change.removals().of(variant, channel).isEmpty()
                                ? variants.of(present, variant)
                                : ablated);
    }

    private List<NDArray> projected(HeadRun run) {
        int first = run.nodes().get(0);
        int source = source(first);
        var madeBefore = stacked(source);
        if (madeBefore.isPresent()) {
            return run.nodes().stream().map(madeBefore.get()::of).toList();
        }
        boolean isShared = inputs.has(source);
        var read =
                isShared
                        ? inputs.normalized(source, this::summed)
                        : model.parts()
                                .normalized(run.layer(), values.of(source, everywhere(first)));
        var places = places(everywhere(first));
        var made =
                Recomputation.alone(
                        () ->
                                model.parts()
                                        .channels(
                                                run.layer(),
                                                run.channel(),
                                                run.heads(),
                                                read.expandDims(2),
                                                places));
        if (isShared && isPassing) {
            run.nodes().forEach(channel -> inputs.release(source));
        }
        return byHead(made);
    }

    private List<NDArray> results(HeadRun run) {
        var q = new NDList();
        var k = new NDList();
        var v = new NDList();
        for (int result : run.nodes()) {
            flow.sources(result).stream()
                    .forEach(
                            channel -> {
                                switch (model.order().node(channel).kind()) {
                                    case Q -> q.add(values.of(channel, everywhere(result)));
                                    case K -> k.add(values.of(channel, true));
                                    default -> v.add(values.of(channel, true));
                                }
                            });
        }
        int count = run.heads().count();
        if (q.size() != count || k.size() != count || v.size() != count) {
            throw new IllegalStateException(run + " lacks a channel");
        }
        var places = places(everywhere(run.nodes().get(0)));
        return byHead(
                Recomputation.alone(
                        () ->
                                model.parts()
                                        .results(
                                                run.layer(),
                                                run.heads(),
                                                new ModelParts.Channels(
                                                        together(q), together(k), together(v)),
                                                places)));
    }

    /** {@code [batch, pos, head, d_head]}. */
    private static NDArray together(NDList heads) {
        return heads.size() == 1
                ? heads.get(0).expandDims(2)
                : NDArrays.stack(heads, 1).transpose(0, 2, 1, 3); // as attention reads it
    }

    /** What heads in a row made, apart: views, by fewer calls of the engine than an index each. */
    static List<NDArray> byHead(NDArray made) {
        return made.split(made.getShape().get(0)).stream().map(head -> head.squeeze(0)).toList();
    }

    private int source(int channel) {
        return flow.sources(channel).nextSetBit(0);
    }

    private boolean everywhere(int number) {
        return flow.everywhere(number);
    }

    private Places places(boolean everywhere) {
        return everywhere ? model.variants().everywhere() : model.variants().scored();
    }
}

package dev.circuitry.export;

import dev.circuitry.graph.Edge;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A circuit in EAP-IG's terms: writers {@code input}, {@code a0.h3}, {@code m2}; readers {@code
 * a0.h3<q>}, {@code m2}, {@code logits}. One object serves one document.
 */
final class EapGraph {
    private static final NodeKind[] INPUTS = {NodeKind.Q_INPUT, NodeKind.K_INPUT, NodeKind.V_INPUT};
    private static final NodeKind[] CHANNELS = {NodeKind.Q, NodeKind.K, NodeKind.V};

    /** One edge as it is listed. */
    record Entry(String name, double score, boolean inGraph) {}

    /** What writes to the residual stream; several nodes where the embedding is split. */
    private record Sender(String name, List<Node> nodes) {}

    private final CircuitDocument document;
    private final GraphShape shape;
    private final Map<String, Boolean> nodes = new LinkedHashMap<>();
    private final List<Entry> edges = new ArrayList<>();
    private final List<Sender> residual = new ArrayList<>();

    EapGraph(CircuitDocument document) {
        this.document = document;
        shape = document.circuit().graph().shape();
        addSender(
                "input",
                shape.splitEmbedding()
                        ? List.of(
                                Node.whole(NodeKind.TOKEN_EMBED, 0),
                                Node.whole(NodeKind.POS_EMBED, 0))
                        : List.of(Node.whole(NodeKind.EMBED, 0)));
        for (int layer = 0; layer < shape.layers(); layer++) {
            addLayer(layer);
        }
        nodes.put("logits", false);
        for (Sender sender : residual) {
            add(sender, "logits", "", Node.whole(NodeKind.OUTPUT, shape.layers() - 1), true);
        }
        nodes.put("logits", true); // EAP-IG's logits can't be left out
    }

    /** Every node and whether an edge of the circuit touches it. */
    Map<String, Boolean> nodes() {
        return nodes;
    }

    /** Every edge of the graph. */
    List<Entry> edges() {
        return edges;
    }

    /** Edges sender by sender, as EAP-IG makes them: a parallel MLP reads beside the heads. */
    private void addLayer(int layer) {
        var before = List.copyOf(residual);
        for (int head = 0; head < shape.heads(); head++) {
            nodes.put(head(layer, head), false);
        }
        for (Sender sender : before) {
            for (int head = 0; head < shape.heads(); head++) {
                addChannels(sender, layer, head);
            }
            if (shape.mlp() == MlpPlacement.PARALLEL) {
                addMlpEdge(sender, layer);
            }
        }
        for (int head = 0; head < shape.heads(); head++) {
            addSender(head(layer, head), List.of(Node.head(NodeKind.RESULT, layer, head)));
        }
        if (shape.mlp() == MlpPlacement.SEQUENTIAL) {
            residual.forEach(sender -> addMlpEdge(sender, layer));
        }
        if (shape.hasMlps()) {
            addSender("m" + layer, List.of(Node.whole(NodeKind.MLP_OUT, layer)));
        }
    }

    private void addSender(String name, List<Node> writers) {
        nodes.putIfAbsent(name, false);
        residual.add(new Sender(name, writers));
    }

    private void addMlpEdge(Sender sender, int layer) {
        add(sender, "m" + layer, "", Node.whole(NodeKind.MLP_IN, layer), true);
    }

    private void addChannels(Sender sender, int layer, int head) {
        for (int which = 0; which < CHANNELS.length; which++) {
            boolean grouped = which > 0 && shape.grouped();
            int own = grouped ? head / shape.queriesPerKey() : head;
            var input = new Node(INPUTS[which], layer, own, grouped);
            var channel = new Node(CHANNELS[which], layer, own, grouped);
            boolean carriedOn =
                    isPresent(edge(input, channel)) && (!grouped || isRead(layer, head));
            var suffix = "<" + "qkv".charAt(which) + ">";
            add(sender, head(layer, head), suffix, input, carriedOn);
        }
    }

    /**
     * Lists an edge.
     *
     * @param reader its target's node in our graph
     * @param carriedOn whether what the reader reads goes on from there
     */
    private void add(Sender sender, String target, String suffix, Node reader, boolean carriedOn) {
        double score = 0;
        boolean present = false;
        for (Node writer : sender.nodes()) {
            var edge = edge(writer, reader);
            present |= isPresent(edge);
            double effect = edge.map(document::effect).orElse(0.0);
            // the larger of two: thresholded at τ, the merged edge stays where either would
            score = Math.abs(effect) > Math.abs(score) ? effect : score;
        }
        boolean inGraph = present && carriedOn;
        edges.add(new Entry(sender.name() + "->" + target + suffix, score, inGraph));
        if (inGraph) {
            nodes.put(sender.name(), true);
            nodes.put(target, true);
        }
    }

    /** Whether a head that shares keys and values is of use itself. */
    private boolean isRead(int layer, int head) {
        return document.circuit().feedsAnything(Node.head(NodeKind.RESULT, layer, head));
    }

    private Optional<Edge> edge(Node sender, Node receiver) {
        return document.circuit().graph().edge(sender, receiver);
    }

    private boolean isPresent(Optional<Edge> edge) {
        return edge.filter(document.circuit()::contains).isPresent();
    }

    private static String head(int layer, int head) {
        return "a" + layer + ".h" + head;
    }
}

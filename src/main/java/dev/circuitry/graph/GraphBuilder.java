package dev.circuitry.graph;

import static dev.circuitry.graph.NodeKind.EMBED;
import static dev.circuitry.graph.NodeKind.MLP_IN;
import static dev.circuitry.graph.NodeKind.MLP_OUT;
import static dev.circuitry.graph.NodeKind.OUTPUT;
import static dev.circuitry.graph.NodeKind.POS_EMBED;
import static dev.circuitry.graph.NodeKind.RESULT;
import static dev.circuitry.graph.NodeKind.TOKEN_EMBED;

import java.util.ArrayList;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * Builds the graph from the output to the input, in the order of the reference's {@code
 * TLACDCCorrespondence}: that order is the one in which senders are tested.
 */
final class GraphBuilder {
    private static final NodeKind[] CHANNELS = {NodeKind.Q, NodeKind.K, NodeKind.V};
    private static final NodeKind[] INPUTS = {NodeKind.Q_INPUT, NodeKind.K_INPUT, NodeKind.V_INPUT};

    private final GraphShape shape;
    private final Graph<Node, Edge> graph = new SimpleDirectedGraph<>(null, null, false);
    private final List<Node> residualReaders = new ArrayList<>();

    GraphBuilder(GraphShape shape) {
        this.shape = shape;
    }

    Graph<Node, Edge> build() {
        var output = Node.whole(OUTPUT, shape.layers() - 1);
        graph.addVertex(output);
        residualReaders.add(output);
        for (int layer = shape.layers() - 1; layer >= 0; layer--) {
            addLayer(layer);
        }
        if (shape.splitEmbedding()) {
            addWriter(Node.whole(TOKEN_EMBED, 0));
            addWriter(Node.whole(POS_EMBED, 0));
        } else {
            addWriter(Node.whole(EMBED, 0));
        }
        return graph;
    }

    private void addLayer(int layer) {
        if (shape.hasMlps()) {
            var out = Node.whole(MLP_OUT, layer);
            addWriter(out);
            connect(addNode(Node.whole(MLP_IN, layer)), out);
        }
        if (shape.mlp() == MlpPlacement.SEQUENTIAL) {
            residualReaders.add(Node.whole(MLP_IN, layer));
        }
        residualReaders.addAll(addHeads(layer));
        if (shape.mlp() == MlpPlacement.PARALLEL) {
            residualReaders.add(Node.whole(MLP_IN, layer));
        }
    }

    /**
     * Adds a layer's heads from the last to the first; returns their inputs, which only earlier
     * layers feed.
     */
    private List<Node> addHeads(int layer) {
        List<Node> inputs = new ArrayList<>();
        for (int head = shape.heads() - 1; head >= 0; head--) {
            addWriter(Node.head(RESULT, layer, head));
            inputs.add(addChannel(0, layer, head, head, 1));
            if (head % shape.queriesPerKey()
                    == 0) { // the last query head of a group brings its key and value
                int group = head / shape.queriesPerKey();
                inputs.add(addChannel(1, layer, group, head, shape.queriesPerKey()));
                inputs.add(addChannel(2, layer, group, head, shape.queriesPerKey()));
            }
        }
        return inputs;
    }

    /**
     * Adds a channel, read by the results of {@code readers} heads down to {@code firstReader};
     * returns its input.
     */
    private Node addChannel(int which, int layer, int head, int firstReader, int readers) {
        boolean grouped = which > 0 && shape.grouped();
        var channel = addNode(new Node(CHANNELS[which], layer, head, grouped));
        var input = addNode(new Node(INPUTS[which], layer, head, grouped));
        for (int reader = firstReader + readers - 1; reader >= firstReader; reader--) {
            connect(channel, Node.head(RESULT, layer, reader));
        }
        connect(input, channel);
        return input;
    }

    private void addWriter(Node writer) {
        addNode(writer);
        for (Node reader : residualReaders) {
            connect(writer, reader);
        }
    }

    private Node addNode(Node node) {
        graph.addVertex(node);
        return node;
    }

    private void connect(Node sender, Node receiver) {
        var edge = new Edge(graph.edgeSet().size(), sender, receiver, receiver.kind().incoming());
        graph.addEdge(sender, receiver, edge);
    }
}

package dev.circuitry.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsUnmodifiableGraph;

/**
 * All edges of a transformer: every writer to the residual stream into every later reader, and the
 * edges inside heads and MLPs (Conmy et al. 2023, section 3; the reference's {@code
 * TLACDCCorrespondence}, whose orders it keeps). Immutable; safe for any number of threads. GPT-2
 * small (33,367 edges) takes a tenth of a second to build.
 */
public final class ComputationalGraph {
    private final GraphShape shape;
    private final Graph<Node, Edge> graph;
    private final Map<String, Node> nodesByName = new LinkedHashMap<>();
    private final Map<Node, List<Edge>> inputs = new HashMap<>();
    private final Map<Node, List<Edge>> outputs = new HashMap<>();
    private final List<Edge> edges;
    private final List<Edge> edgesById;
    private final List<Node> visitingOrder;

    /** Builds the graph of a shape. */
    public ComputationalGraph(GraphShape shape) {
        this.shape = shape;
        this.graph = new AsUnmodifiableGraph<>(new GraphBuilder(shape).build());
        for (Node node : graph.vertexSet()) {
            nodesByName.put(node.name(), node);
            inputs.put(node, List.copyOf(graph.incomingEdgesOf(node)));
            outputs.put(node, List.copyOf(graph.outgoingEdgesOf(node)));
        }
        this.edgesById = List.copyOf(graph.edgeSet());
        this.edges = savedOrder();
        this.visitingOrder = visitingOrderOf(graph.vertexSet());
    }

    /** What it was built from. */
    public GraphShape shape() {
        return shape;
    }

    /** The same as a JGraphT graph from senders to receivers, unmodifiable. */
    public Graph<Node, Edge> asGraph() {
        return graph;
    }

    /** Every node, in the order of construction: from the output to the input. */
    public Stream<Node> nodes() {
        return nodesByName.values().stream();
    }

    /** The node of a name such as {@code blocks.1.hook_q_input[:, :, 0]}. */
    public Optional<Node> node(String name) {
        return Optional.ofNullable(nodesByName.get(name));
    }

    /** The edge of an id. */
    Edge edge(int id) {
        return edgesById.get(id);
    }

    /** The edge from a sender to a receiver. */
    public Optional<Edge> edge(Node sender, Node receiver) {
        return graph.containsVertex(sender) && graph.containsVertex(receiver)
                ? Optional.ofNullable(graph.getEdge(sender, receiver))
                : Optional.empty();
    }

    /**
     * Every edge in the order in which the reference enumerates and saves them: grouped by the
     * receivers' hook points.
     */
    public List<Edge> edges() {
        return edges;
    }

    /**
     * The edges into a receiver, in stored order: senders from the output side, heads from the last
     * to the first.
     */
    public List<Edge> inputsOf(Node receiver) {
        return inputs.getOrDefault(receiver, List.of());
    }

    /** The edges out of a sender, in the order of construction. */
    public List<Edge> outputsOf(Node sender) {
        return outputs.getOrDefault(sender, List.of());
    }

    /**
     * Every node in the order in which receivers are visited: reverse topological, embeddings last.
     */
    public List<Node> fromOutputToInput() {
        return visitingOrder;
    }

    /** The circuit with every edge. */
    public Circuit full() {
        return Circuit.of(this, edges);
    }

    /** The circuit without any edge. */
    public Circuit empty() {
        return Circuit.of(this, List.of());
    }

    private List<Edge> savedOrder() {
        Map<String, Integer> hookPoints = new HashMap<>();
        Map<Node, Integer> receivers = new HashMap<>();
        var built = new ArrayList<>(graph.edgeSet());
        for (Edge edge : built) {
            hookPoints.putIfAbsent(edge.receiver().hookPoint(), hookPoints.size());
            receivers.putIfAbsent(edge.receiver(), receivers.size());
        }
        built.sort(
                Comparator.<Edge>comparingInt(
                                edge -> hookPoints.getOrDefault(edge.receiver().hookPoint(), 0))
                        .thenComparingInt(edge -> receivers.getOrDefault(edge.receiver(), 0))
                        .thenComparingInt(Edge::id));
        return List.copyOf(built);
    }

    /**
     * The reverse of the order in which hook points fire in a forward pass; heads of one from the
     * last to the first.
     */
    private static List<Node> visitingOrderOf(Iterable<Node> nodes) {
        List<Node> order = new ArrayList<>();
        nodes.forEach(order::add);
        order.sort(
                Comparator.comparingInt((Node node) -> node.kind().isEmbedding() ? 1 : 0)
                        .thenComparingInt(node -> -node.layer())
                        .thenComparingInt(node -> visitingRank(node.kind()))
                        .thenComparingInt(node -> -node.head()));
        return List.copyOf(order);
    }

    private static int visitingRank(NodeKind kind) {
        return switch (kind) {
            case OUTPUT -> 0;
            case MLP_OUT -> 1;
            case MLP_IN -> 2;
            case RESULT -> 3;
            case V -> 4;
            case K -> 5;
            case Q -> 6;
            case V_INPUT -> 7;
            case K_INPUT -> 8;
            case Q_INPUT -> 9;
            case EMBED, POS_EMBED -> 10;
            case TOKEN_EMBED -> 11;
        };
    }
}

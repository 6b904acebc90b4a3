package dev.circuitry.export;

import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A circuit seen from further away: one node a head, MLP, embedding and output, and one edge an
 * ADDITION edge. Keys and values that several query heads share are a component of their own.
 *
 * @param components ends of the edges, in the order in which the edges name them
 * @param edges in the circuit's order
 */
public record ComponentView(List<Component> components, List<ComponentEdge> edges) {
    /**
     * A part of the model.
     *
     * @param name {@code a9.6}, {@code m0}, {@code embed}, {@code resid_post}
     * @param kind {@code head}, {@code mlp}, or the kind of the node it consists of
     * @param node one of its nodes
     */
    public record Component(String name, String kind, Node node) {
        static Component of(Node node) {
            return new Component(node.component(), kindOf(node), node);
        }

        private static String kindOf(Node node) {
            return switch (node.kind()) {
                case MLP_IN, MLP_OUT -> "mlp";
                case RESULT, Q, K, V, Q_INPUT, K_INPUT, V_INPUT ->
                        node.grouped() ? "key_value_head" : "head";
                case OUTPUT, EMBED, TOKEN_EMBED, POS_EMBED -> node.kind().wireName();
            };
        }
    }

    /**
     * What one component adds to what another reads.
     *
     * @param source the sender's name
     * @param target the receiver's name
     * @param channel {@code q}, {@code k} or {@code v} into a head, else null
     * @param effect in the metric's unit; null where it wasn't tested
     * @param edge the circuit's edge
     */
    public record ComponentEdge(
            String source,
            String target,
            @Nullable String channel,
            @Nullable Double effect,
            Edge edge) {}

    /** Of all ADDITION edges of a document's circuit. */
    public static ComponentView of(CircuitDocument document) {
        return of(document, document.circuit().edges().toList());
    }

    /** Of the ADDITION edges among some of the circuit's edges. */
    static ComponentView of(CircuitDocument document, List<Edge> edges) {
        Map<String, Component> components = new LinkedHashMap<>();
        List<ComponentEdge> rows = new ArrayList<>();
        for (Edge edge : edges) {
            if (edge.type() == EdgeType.ADDITION) {
                var source = Component.of(edge.sender());
                var target = Component.of(edge.receiver());
                components.putIfAbsent(source.name(), source);
                components.putIfAbsent(target.name(), target);
                rows.add(
                        new ComponentEdge(
                                source.name(),
                                target.name(),
                                channelOf(edge.receiver()),
                                document.effect(edge),
                                edge));
            }
        }
        return new ComponentView(List.copyOf(components.values()), List.copyOf(rows));
    }

    private static @Nullable String channelOf(Node receiver) {
        char channel = receiver.kind().channel();
        return channel == ' ' ? null : String.valueOf(channel);
    }
}

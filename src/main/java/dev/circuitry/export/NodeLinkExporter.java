package dev.circuitry.export;

import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Node-link JSON, as {@code networkx.node_link_graph(g, edges="edges")} reads it: every edge with
 * its placeholders, so that paths run from embedding to output. Components form a multigraph, for a
 * head may read the same sender in three channels.
 */
final class NodeLinkExporter implements CircuitExporter {
    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out) {
        try (JsonGenerator json = JsonText.generator(out)) {
            boolean components = options.view() == ExportOptions.View.COMPONENTS;
            json.writeStartObject();
            json.writeBooleanProperty("directed", true);
            json.writeBooleanProperty("multigraph", components);
            json.writeObjectPropertyStart("graph");
            for (Map.Entry<String, Object> attribute : document.attributes().entrySet()) {
                json.writePOJOProperty(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
            if (components) {
                writeComponents(json, ComponentView.of(document), document.palette());
            } else {
                writeNodes(json, document);
                writeEdges(json, document);
            }
            json.writeEndObject();
        }
    }

    private static void writeNodes(JsonGenerator json, CircuitDocument document) {
        Set<Node> nodes = new LinkedHashSet<>();
        document.circuit()
                .edges()
                .forEach(
                        edge -> {
                            nodes.add(edge.receiver());
                            nodes.add(edge.sender());
                        });
        json.writeArrayPropertyStart("nodes");
        for (Node node : nodes) {
            json.writeStartObject();
            json.writeStringProperty("id", node.name());
            json.writeStringProperty("label", node.label());
            json.writeStringProperty("kind", node.kind().wireName());
            writePlace(json, node);
            writeGroup(json, node, document.palette());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeEdges(JsonGenerator json, CircuitDocument document) {
        json.writeArrayPropertyStart("edges");
        document.circuit().edges().forEach(edge -> writeEdge(json, document, edge));
        json.writeEndArray();
    }

    private static void writeEdge(JsonGenerator json, CircuitDocument document, Edge edge) {
        json.writeStartObject();
        json.writeStringProperty("source", edge.sender().name());
        json.writeStringProperty("target", edge.receiver().name());
        json.writeStringProperty("type", edge.type().wireName());
        json.writeBooleanProperty("tested", document.isTested(edge));
        JsonText.optionalNumber(json, "effect", document.effect(edge));
        json.writeEndObject();
    }

    private static void writeComponents(JsonGenerator json, ComponentView view, Palette palette) {
        json.writeArrayPropertyStart("nodes");
        for (ComponentView.Component component : view.components()) {
            json.writeStartObject();
            json.writeStringProperty("id", component.name());
            json.writeStringProperty("label", component.name());
            json.writeStringProperty("kind", component.kind());
            writePlace(json, component.node());
            writeGroup(json, component.node(), palette);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("edges");
        for (ComponentView.ComponentEdge edge : view.edges()) {
            json.writeStartObject();
            json.writeStringProperty("source", edge.source());
            json.writeStringProperty("target", edge.target());
            if (edge.channel() != null) {
                json.writeStringProperty("channel", edge.channel());
            }
            JsonText.optionalNumber(json, "effect", edge.effect());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What job it does, where people have said so. */
    private static void writeGroup(JsonGenerator json, Node node, Palette palette) {
        palette.groupOf(node.component())
                .ifPresent(group -> json.writeStringProperty("group", group));
    }

    /** Block and head, where the name has them. */
    private static void writePlace(JsonGenerator json, Node node) {
        if (node.hookPoint().startsWith("blocks.")) {
            json.writeNumberProperty("layer", node.layer());
        }
        if (node.isHead()) {
            json.writeNumberProperty("head", node.head());
        }
    }
}

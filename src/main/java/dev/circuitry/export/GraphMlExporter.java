package dev.circuitry.export;

import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jgrapht.graph.DirectedMultigraph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.AttributeType;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.graphml.GraphMLExporter;
import org.jgrapht.nio.graphml.GraphMLExporter.AttributeCategory;
import org.jspecify.annotations.Nullable;

/** GraphML with the nodes and edges of the {@code json} format, and their values as keys. */
final class GraphMlExporter implements CircuitExporter {
    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out) {
        if (options.view() == ExportOptions.View.COMPONENTS) {
            writeComponents(ComponentView.of(document), out);
        } else {
            writeNodes(document, out);
        }
    }

    private static void writeNodes(CircuitDocument document, Writer out) {
        var exporter = new GraphMLExporter<Node, Edge>(Node::name);
        declare(exporter, AttributeCategory.EDGE, "type", AttributeType.STRING);
        declare(exporter, AttributeCategory.EDGE, "tested", AttributeType.BOOLEAN);
        declareCommon(exporter);
        exporter.setVertexAttributeProvider(
                node -> ofNode(node.label(), node.kind().wireName(), node));
        exporter.setEdgeAttributeProvider(
                edge -> {
                    Map<String, Attribute> attributes = new LinkedHashMap<>();
                    attributes.put("type", text(edge.type().wireName()));
                    attributes.put(
                            "tested", DefaultAttribute.createAttribute(document.isTested(edge)));
                    putEffect(attributes, document.effect(edge));
                    return attributes;
                });
        exporter.exportGraph(document.circuit().asGraph(), out);
    }

    private static void writeComponents(ComponentView view, Writer out) {
        var graph =
                new DirectedMultigraph<ComponentView.Component, ComponentView.ComponentEdge>(
                        null, null, false);
        Map<String, ComponentView.Component> byName = new LinkedHashMap<>();
        for (ComponentView.Component component : view.components()) {
            graph.addVertex(component);
            byName.put(component.name(), component);
        }
        for (ComponentView.ComponentEdge edge : view.edges()) {
            graph.addEdge(byName.get(edge.source()), byName.get(edge.target()), edge);
        }
        var exporter =
                new GraphMLExporter<ComponentView.Component, ComponentView.ComponentEdge>(
                        ComponentView.Component::name);
        declare(exporter, AttributeCategory.EDGE, "channel", AttributeType.STRING);
        declareCommon(exporter);
        exporter.setVertexAttributeProvider(
                component -> ofNode(component.name(), component.kind(), component.node()));
        exporter.setEdgeAttributeProvider(
                edge -> {
                    Map<String, Attribute> attributes = new LinkedHashMap<>();
                    if (edge.channel() != null) {
                        attributes.put("channel", text(edge.channel()));
                    }
                    putEffect(attributes, edge.effect());
                    return attributes;
                });
        exporter.exportGraph(graph, out);
    }

    private static void declareCommon(GraphMLExporter<?, ?> exporter) {
        declare(exporter, AttributeCategory.EDGE, "effect", AttributeType.DOUBLE);
        declare(exporter, AttributeCategory.NODE, "label", AttributeType.STRING);
        declare(exporter, AttributeCategory.NODE, "kind", AttributeType.STRING);
        declare(exporter, AttributeCategory.NODE, "layer", AttributeType.INT);
        declare(exporter, AttributeCategory.NODE, "head", AttributeType.INT);
    }

    private static void declare(
            GraphMLExporter<?, ?> exporter,
            AttributeCategory category,
            String name,
            AttributeType type) {
        exporter.registerAttribute(name, category, type);
    }

    private static Map<String, Attribute> ofNode(String label, String kind, Node node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("label", text(label));
        attributes.put("kind", text(kind));
        if (node.hookPoint().startsWith("blocks.")) {
            attributes.put("layer", DefaultAttribute.createAttribute(node.layer()));
        }
        if (node.isHead()) {
            attributes.put("head", DefaultAttribute.createAttribute(node.head()));
        }
        return attributes;
    }

    private static void putEffect(Map<String, Attribute> attributes, @Nullable Double effect) {
        if (effect != null) {
            attributes.put("effect", DefaultAttribute.createAttribute(effect));
        }
    }

    private static Attribute text(String value) {
        return DefaultAttribute.createAttribute(value);
    }
}

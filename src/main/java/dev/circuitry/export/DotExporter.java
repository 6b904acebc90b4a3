package dev.circuitry.export;

import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import java.awt.Color;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.dot.DOTExporter;

/**
 * The reference's picture as a DOT file ({@code acdc_graphics.show}): its names, boxes and pen
 * widths. Edges have a darker shade of their sender's colour than there, and {@code effect} (and
 * {@code channel} for components) besides, which Graphviz passes over.
 */
final class DotExporter implements CircuitExporter {
    private static final double MINIMUM_PEN_WIDTH = 0.3;

    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out) {
        var shown = DisplayGraph.of(document, options);
        var graph = new SimpleDirectedGraph<Box, Link>(null, null, false);
        shown.nodes().forEach(graph::addVertex);
        for (Link link : shown.edges()) {
            graph.addEdge(link.sender(), link.receiver(), link);
        }
        boolean channels = options.view() == ExportOptions.View.COMPONENTS;
        var exporter = new DOTExporter<Box, Link>(box -> '"' + box.bracketed() + '"');
        exporter.setGraphIdProvider(() -> "circuit");
        exporter.setGraphAttributeProvider(DotExporter::ofGraph);
        exporter.setVertexAttributeProvider(box -> ofNode(box, document.palette()));
        exporter.setEdgeAttributeProvider(link -> ofEdge(link, channels, document.palette()));
        exporter.exportGraph(graph, out);
    }

    private static Map<String, Attribute> ofGraph() {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("bgcolor", text("transparent"));
        attributes.put("overlap", text("false"));
        attributes.put("splines", text("true"));
        attributes.put("layout", text("dot"));
        return attributes;
    }

    private static Map<String, Attribute> ofNode(Box box, Palette palette) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("fillcolor", text(hex(palette.fill(box))));
        attributes.put("color", text("black"));
        attributes.put("style", text("filled, rounded"));
        attributes.put("shape", text("box"));
        attributes.put("fontname", text("Helvetica"));
        return attributes;
    }

    private static Map<String, Attribute> ofEdge(Link link, boolean channels, Palette palette) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        var effect = link.effect();
        double width = Math.max(MINIMUM_PEN_WIDTH, effect == null ? 1 : effect) * 2;
        attributes.put("penwidth", DefaultAttribute.createAttribute(width));
        attributes.put("color", text(hex(palette.stroke(link.sender()))));
        if (effect != null) {
            attributes.put("effect", DefaultAttribute.createAttribute(effect));
        }
        if (channels && link.channels().findAny().isPresent()) {
            attributes.put("channel", text(link.channels().collect(Collectors.joining(","))));
        }
        return attributes;
    }

    private static Attribute text(String value) {
        return DefaultAttribute.createAttribute(value);
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }
}

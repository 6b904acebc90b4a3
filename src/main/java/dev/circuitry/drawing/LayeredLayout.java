package dev.circuitry.drawing;

import dev.circuitry.drawing.Layout.PlacedBox;
import dev.circuitry.drawing.Layout.PlacedLink;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import dev.circuitry.graph.Node;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.CrossingMinimizationStrategy;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * The layered drawing of Sugiyama et al. (1981) as the Eclipse Layout Kernel does it, one band of
 * rows a model layer. For graphs of up to a few hundred edges, which take it about a second.
 */
final class LayeredLayout {
    static {
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final DisplayGraph graph;

    LayeredLayout(DisplayGraph graph) {
        this.graph = graph;
    }

    Layout place() {
        var root = root();
        Map<Box, ElkNode> nodes = new LinkedHashMap<>();
        graph.nodes().stream()
                .sorted(Comparator.comparingInt((Box box) -> box.first().head()))
                .forEach(box -> nodes.put(box, node(root, box)));
        Map<Link, ElkEdge> edges = new LinkedHashMap<>();
        for (Link link : graph.edges()) {
            edges.put(
                    link,
                    ElkGraphUtil.createSimpleEdge(
                            nodes.get(link.sender()), nodes.get(link.receiver())));
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        List<PlacedBox> boxes = new ArrayList<>();
        nodes.forEach((box, node) -> boxes.add(new PlacedBox(box, placeOf(node))));
        List<PlacedLink> curves = new ArrayList<>();
        edges.forEach((link, edge) -> curves.add(new PlacedLink(link, wayOf(edge))));
        return new Layout(root.getWidth(), root.getHeight(), boxes, curves, List.of());
    }

    private static ElkNode root() {
        var root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.SPLINES);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.PARTITIONING_ACTIVATE, true);
        root.setProperty(
                LayeredOptions.CROSSING_MINIMIZATION_STRATEGY,
                CrossingMinimizationStrategy.LAYER_SWEEP);
        root.setProperty(
                LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 16.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 10.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 8.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 34.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
        root.setProperty(LayeredOptions.THOROUGHNESS, 12);
        return root;
    }

    private static ElkNode node(ElkNode root, Box box) {
        var node = ElkGraphUtil.createNode(root);
        node.setDimensions(BoxSize.width(box.name()), BoxSize.HEIGHT);
        node.setProperty(LayeredOptions.PARTITIONING_PARTITION, band(box.first()));
        return node;
    }

    /** Embeddings, blocks from the first to the last, output. */
    private static int band(Node node) {
        return switch (node.kind()) {
            case EMBED, TOKEN_EMBED, POS_EMBED -> 0;
            case OUTPUT -> node.layer() + 2;
            default -> node.layer() + 1;
        };
    }

    private static Rectangle2D placeOf(ElkNode node) {
        return new Rectangle2D.Double(node.getX(), node.getY(), node.getWidth(), node.getHeight());
    }

    /** Bend points are the control points of cubic segments, three a segment. */
    private static Path2D wayOf(ElkEdge edge) {
        ElkEdgeSection section = edge.getSections().get(0);
        List<ElkBendPoint> bends = section.getBendPoints();
        var way = new Path2D.Double();
        way.moveTo(section.getStartX(), section.getStartY());
        int i = 0;
        for (; i + 2 < bends.size(); i += 3) {
            way.curveTo(
                    bends.get(i).getX(),
                    bends.get(i).getY(),
                    bends.get(i + 1).getX(),
                    bends.get(i + 1).getY(),
                    bends.get(i + 2).getX(),
                    bends.get(i + 2).getY());
        }
        if (bends.size() - i == 2) {
            way.curveTo(
                    bends.get(i).getX(),
                    bends.get(i).getY(),
                    bends.get(i + 1).getX(),
                    bends.get(i + 1).getY(),
                    section.getEndX(),
                    section.getEndY());
        } else {
            way.lineTo(section.getEndX(), section.getEndY());
        }
        return way;
    }
}

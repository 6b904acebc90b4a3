package dev.circuitry.drawing;

import dev.circuitry.drawing.Layout.PlacedBox;
import dev.circuitry.drawing.Layout.PlacedLink;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import dev.circuitry.graph.Node;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
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

    /** How far an edge goes straight down from a box and to one. */
    private static final double LEAD = 16;

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
        root.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
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

    /**
     * Bend points are the control points of cubic segments, three a segment. The first and the last
     * are moved so that the edge is upright at its boxes, which shows its arrow whole.
     */
    private static Path2D wayOf(ElkEdge edge) {
        var section = edge.getSections().get(0);
        List<Point2D> points = new ArrayList<>();
        points.add(new Point2D.Double(section.getStartX(), section.getStartY()));
        for (ElkBendPoint bend : section.getBendPoints()) {
            points.add(new Point2D.Double(bend.getX(), bend.getY()));
        }
        points.add(new Point2D.Double(section.getEndX(), section.getEndY()));
        if (points.size() % 3 != 1) { // a straight line: both controls on it
            points = List.of(points.get(0), points.get(0), last(points), last(points));
        }
        var way = new Path2D.Double();
        way.moveTo(points.get(0).getX(), points.get(0).getY());
        for (int i = 1; i < points.size(); i += 3) {
            var start = points.get(i - 1);
            var end = points.get(i + 2);
            double lead = Math.min(LEAD, (end.getY() - start.getY()) / 2);
            boolean ends = i + 3 >= points.size();
            var leaving = upright(start, points.get(i), lead, i == 1);
            var arriving = upright(end, points.get(i + 1), -lead, ends);
            way.curveTo(
                    leaving.getX(),
                    leaving.getY(),
                    arriving.getX(),
                    arriving.getY(),
                    end.getX(),
                    end.getY());
        }
        return way;
    }

    /** A control point that is or must be straight below or above its end, no nearer than that. */
    private static Point2D upright(Point2D end, Point2D control, double lead, boolean must) {
        if (!must && Math.abs(control.getX() - end.getX()) > 0.5) {
            return control;
        }
        double distance = control.getY() - end.getY();
        double y = lead > 0 ? Math.max(lead, distance) : Math.min(lead, distance);
        return new Point2D.Double(end.getX(), end.getY() + y);
    }

    private static Point2D last(List<Point2D> points) {
        return points.get(points.size() - 1);
    }
}

package dev.circuitry.drawing;

import dev.circuitry.drawing.Layout.Band;
import dev.circuitry.drawing.Layout.PlacedBox;
import dev.circuitry.drawing.Layout.PlacedLink;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import dev.circuitry.graph.NodeKind;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A layout for graphs that are too large for {@link LayeredLayout}: blocks by heads, so that a head
 * is found by its place, and the edges of one sender bundled in one lane that branches above its
 * receivers. No edge crosses a box. Linear in the edges; 1,500 take some milliseconds.
 */
final class GridLayout {
    private static final double LEAST_GAP = 28;
    private static final double GAP_PER_EDGE = 0.9;
    private static final double LARGEST_GAP = 210;

    private final DisplayGraph graph;
    private final Rows rows;
    private final Columns columns;
    private final Lanes lanes;
    private final Ports ports;
    private final double[] tops;

    GridLayout(DisplayGraph graph) {
        this.graph = graph;
        rows = new Rows(graph);
        columns = new Columns(rows);
        lanes = new Lanes(graph, rows, columns);
        ports = new Ports(graph, columns, this::comesFrom, this::goesTo);
        tops = tops();
    }

    Layout place() {
        List<PlacedBox> boxes = graph.nodes().stream().map(this::placed).toList();
        List<PlacedLink> curves =
                graph.edges().stream().map(link -> new PlacedLink(link, way(link))).toList();
        double height = tops[rows.count() - 1] + BoxSize.HEIGHT;
        return new Layout(columns.width(), height, boxes, curves, bands());
    }

    private PlacedBox placed(Box box) {
        double width = BoxSize.width(box.name());
        return new PlacedBox(
                box,
                new Rectangle2D.Double(
                        columns.centre(box) - width / 2,
                        tops[rows.of(box)],
                        width,
                        BoxSize.HEIGHT));
    }

    private Path2D way(Link link) {
        int from = rows.of(link.sender());
        int to = rows.of(link.receiver());
        var way = new Path2D.Double();
        way.moveTo(ports.exit(link), bottom(from));
        if (to > from + 1) {
            double lane = Objects.requireNonNull(lanes.x(link.sender()));
            bend(way, lane, tops[from + 1]);
            way.lineTo(lane, bottom(to - 1));
        }
        bend(way, ports.entry(link), tops[to]);
        return way;
    }

    /** An S from where the way is, upright at both ends. */
    private static void bend(Path2D way, double x, double y) {
        var start = way.getCurrentPoint();
        double half = (y - start.getY()) / 2;
        way.curveTo(start.getX(), start.getY() + half, x, y - half, x, y);
    }

    private double bottom(int row) {
        return tops[row] + BoxSize.HEIGHT;
    }

    /** Where an edge is before it bends to its receiver. */
    private double comesFrom(Link link) {
        boolean near = rows.of(link.receiver()) == rows.of(link.sender()) + 1;
        var lane = near ? null : lanes.x(link.sender());
        return lane == null ? columns.centre(link.sender()) : lane;
    }

    /** Where an edge goes at first. */
    private double goesTo(Link link) {
        boolean near = rows.of(link.receiver()) == rows.of(link.sender()) + 1;
        var lane = near ? null : lanes.x(link.sender());
        return lane == null ? columns.centre(link.receiver()) : lane;
    }

    /** Rows stand further apart where many edges bend between them. */
    private double[] tops() {
        int[] bends = new int[rows.count()];
        for (Link link : graph.edges()) {
            bends[rows.of(link.receiver())]++;
        }
        double[] ys = new double[rows.count()];
        for (int row = 1; row < ys.length; row++) {
            double gap = Math.min(LARGEST_GAP, LEAST_GAP + GAP_PER_EDGE * bends[row]);
            ys[row] = ys[row - 1] + BoxSize.HEIGHT + gap;
        }
        return ys;
    }

    private List<Band> bands() {
        List<Band> bands = new ArrayList<>();
        int layers =
                graph.nodes().stream()
                        .map(Box::first)
                        .max(Comparator.comparingInt(node -> node.layer()))
                        .map(node -> node.layer() + 1)
                        .orElse(0);
        for (int layer = 0; layer < layers; layer++) {
            int block = layer;
            var heights =
                    graph.nodes().stream()
                            .filter(box -> box.first().layer() == block)
                            .filter(box -> !box.first().kind().isEmbedding())
                            .filter(box -> !isOutput(box))
                            .mapToDouble(box -> tops[rows.of(box)])
                            .summaryStatistics();
            if (heights.getCount() > 0) {
                bands.add(
                        new Band(
                                "layer " + layer,
                                heights.getMin(),
                                heights.getMax() + BoxSize.HEIGHT));
            }
        }
        return bands;
    }

    private static boolean isOutput(Box box) {
        return box.first().kind() == NodeKind.OUTPUT;
    }
}

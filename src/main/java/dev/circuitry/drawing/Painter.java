package dev.circuitry.drawing;

import dev.circuitry.drawing.Layout.PlacedBox;
import dev.circuitry.drawing.Layout.PlacedLink;
import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Link;
import dev.circuitry.export.Palette;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;

/** Paints one laid out circuit on any canvas: weak edges first, boxes above all edges. */
final class Painter {
    private static final double MARGIN = 18;
    private static final double THINNEST = 0.7;
    private static final double WIDEST = 4.5;
    private static final double UNTESTED = 1.3;
    private static final double BAND_ROOM = 46;
    private static final double BAND_PADDING = 8;

    private final CircuitDocument document;
    private final Layout layout;
    private final Palette palette;
    private final Legend legend;
    private final double largest;

    Painter(CircuitDocument document, DisplayGraph graph, Layout layout, Palette palette) {
        this.document = document;
        this.layout = layout;
        this.palette = palette;
        legend = new Legend(document, graph, palette, layout.width());
        largest =
                graph.edges().stream()
                        .map(Link::effect)
                        .filter(Objects::nonNull)
                        .mapToDouble(Math::abs)
                        .max()
                        .orElse(0);
    }

    double width() {
        return Math.max(layout.width() + bandRoom(), legend.width()) + 2 * MARGIN;
    }

    double height() {
        return layout.height() + legend.height() + 2 * MARGIN;
    }

    void paintOn(Canvas canvas) throws IOException {
        double left = (width() + bandRoom() - layout.width()) / 2;
        paintBands(canvas);
        if (layout.boxes().isEmpty()) {
            canvas.text("no edges to draw", left, MARGIN + 20, BoxSize.FONT, Style.INK);
        }
        var move = AffineTransform.getTranslateInstance(left, MARGIN);
        paintEdges(canvas, move);
        paintBoxes(canvas, move);
        legend.paintOn(canvas, MARGIN, MARGIN + layout.height());
    }

    private double bandRoom() {
        return layout.bands().isEmpty() ? 0 : BAND_ROOM;
    }

    private void paintBands(Canvas canvas) throws IOException {
        for (Layout.Band band : layout.bands()) {
            double top = MARGIN + band.top() - BAND_PADDING;
            double height = band.bottom() - band.top() + 2 * BAND_PADDING;
            double width = width() - MARGIN;
            canvas.fill(
                    new RoundRectangle2D.Double(MARGIN / 2, top, width, height, 8, 8), Style.BAND);
            double line = top + height / 2 + Style.SMALL / 2;
            canvas.text(band.name(), MARGIN, line, Style.SMALL, Style.PALE_INK);
        }
    }

    /** Strong edges above weak ones. */
    private void paintEdges(Canvas canvas, AffineTransform move) throws IOException {
        var weakFirst =
                layout.curves().stream()
                        .sorted(Comparator.comparingDouble(curve -> strength(curve.link())))
                        .toList();
        for (PlacedLink curve : weakFirst) {
            var link = curve.link();
            var way = new Path2D.Double(curve.way(), move);
            canvas.arrow(
                    Arrow.along(way, strokeWidth(link), link.isPlaceholder()),
                    palette.stroke(link.sender()),
                    titleOf(link));
        }
    }

    private void paintBoxes(Canvas canvas, AffineTransform move) throws IOException {
        for (PlacedBox placed : layout.boxes()) {
            canvas.box(
                    move.createTransformedShape(placed.place()).getBounds2D(),
                    palette.fill(placed.box()),
                    placed.box().name(),
                    String.join("\n", placed.box().members()));
        }
    }

    private static double strength(Link link) {
        var effect = link.effect();
        return effect == null ? 0 : Math.abs(effect);
    }

    /** Grows with the effect's size, the largest of the picture as wide as any. */
    private double strokeWidth(Link link) {
        if (link.effect() == null) {
            return link.isPlaceholder() ? THINNEST : UNTESTED;
        }
        return largest == 0 ? UNTESTED : THINNEST + (WIDEST - THINNEST) * strength(link) / largest;
    }

    private String titleOf(Link link) {
        var title = new StringBuilder(link.sender().name() + " → " + link.receiver().name());
        for (var edge : link.edges()) {
            var effect = document.effect(edge);
            title.append('\n')
                    .append(edge.sender().name())
                    .append(" → ")
                    .append(edge.receiver().name())
                    .append(effect == null ? "" : ", effect " + effect);
        }
        return title.toString();
    }
}

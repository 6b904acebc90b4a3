package dev.circuitry.drawing;

import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.ExportOptions;
import dev.circuitry.export.Palette;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The picture of a circuit (reference: {@code acdc_graphics.show}): rounded boxes, senders above
 * receivers, edges in their sender's colour and as wide as their effect is large beside the largest
 * of the picture. The same document and options give the same bytes.
 */
public final class CircuitPicture {
    /** A picture of more edges can't be read. */
    public static final int MOST_EDGES = 1500;

    /** Beyond these the layered layout is slower than a request may be, and no easier to read. */
    private static final int MOST_LAYERED_EDGES = 120;

    /** Keeps a picture's memory under about 100 MB. */
    private static final double MOST_PIXELS = 24e6;

    private final Painter painter;

    private CircuitPicture(Painter painter) {
        this.painter = painter;
    }

    /**
     * Lays a circuit out. Takes a tenth of a second for 15 edges and seconds for 1,500.
     *
     * @throws ProblemException TOO_MUCH_TO_DRAW for more than {@value #MOST_EDGES} edges
     */
    public static CircuitPicture of(
            CircuitDocument document, ExportOptions options, Palette palette) {
        var graph = DisplayGraph.of(document, options);
        if (graph.edges().size() > MOST_EDGES) {
            throw new ProblemException(
                    ProblemCode.TOO_MUCH_TO_DRAW,
                    "The picture would have %d edges; at most %d are drawn. Leave out weak ones with min_effect, merge"
                                    .formatted(graph.edges().size(), MOST_EDGES)
                            + " nodes with remove_qkv=true or view=components, or ask for dot, graphml or json.");
        }
        var layout = layout(graph);
        return new CircuitPicture(new Painter(document, graph, layout, palette));
    }

    /**
     * Paints the picture.
     *
     * @param scale pixels (PNG) or units a point; less is taken where a PNG would pass 24 million
     *     pixels or a PDF its largest page
     * @param out left open
     */
    public void write(PictureFormat format, double scale, OutputStream out) throws IOException {
        double width = painter.width();
        double height = painter.height();
        switch (format) {
            case PNG -> paint(new PngCanvas(width, height, fitting(width, height, scale)), out);
            case SVG -> paint(new SvgCanvas(width, height, scale), out);
            case PDF -> {
                try (var canvas = new PdfCanvas(width, height, scale)) {
                    paint(canvas, out);
                }
            }
        }
    }

    /** The scale, or as much of it as the pixels allow. */
    static double fitting(double width, double height, double scale) {
        return Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)));
    }

    private static Layout layout(DisplayGraph graph) {
        if (graph.edges().isEmpty()) {
            return Layout.EMPTY;
        }
        return graph.edges().size() <= MOST_LAYERED_EDGES
                ? new LayeredLayout(graph).place()
                : new GridLayout(graph).place();
    }

    private void paint(Canvas canvas, OutputStream out) throws IOException {
        painter.paintOn(canvas);
        canvas.write(out);
    }
}

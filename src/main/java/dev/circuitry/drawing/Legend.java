package dev.circuitry.drawing;

import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.Palette;
import java.awt.Color;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines under a picture: the groups' colours and the caption. */
final class Legend {
    private static final double GAP = 16;
    private static final double LINE_HEIGHT = 15;
    private static final double SWATCH = 9;
    private static final double NARROWEST = 240;

    /** A group's mark and its place, relative to the legend. */
    private record Mark(String name, Color colour, double x, double y) {}

    private final List<Mark> marks = new ArrayList<>();
    private final List<String> caption;
    private final double width;
    private final double height;

    Legend(CircuitDocument document, DisplayGraph graph, Palette palette, double pictureWidth) {
        double room = Math.max(pictureWidth, NARROWEST);
        double y = placeMarks(palette.legend(graph), room);
        caption = Caption.lines(document, graph, room);
        double text =
                caption.stream()
                        .mapToDouble(line -> SansFont.width(line, Style.SMALL))
                        .max()
                        .orElse(0);
        double widestMark =
                marks.stream()
                        .mapToDouble(mark -> mark.x() + markWidth(mark.name()))
                        .max()
                        .orElse(0);
        width = Math.max(text, widestMark);
        height = GAP + y + caption.size() * LINE_HEIGHT;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    void paintOn(Canvas canvas, double left, double top) throws IOException {
        double y = top + GAP;
        double marksHeight = 0;
        for (Mark mark : marks) {
            double line = y + mark.y();
            canvas.fill(
                    new RoundRectangle2D.Double(left + mark.x(), line + 2, SWATCH, SWATCH, 3, 3),
                    mark.colour());
            double text = left + mark.x() + SWATCH + 5;
            canvas.text(mark.name(), text, line + SWATCH + 1, Style.SMALL, Style.INK);
            marksHeight = mark.y() + LINE_HEIGHT;
        }
        y += marksHeight + Style.SMALL;
        for (String line : caption) {
            canvas.text(line, left, y, Style.SMALL, Style.PALE_INK);
            y += LINE_HEIGHT;
        }
    }

    /** Side by side while there is room; returns the height they take. */
    private double placeMarks(Map<String, Color> groups, double room) {
        double x = 0;
        double y = 0;
        for (Map.Entry<String, Color> group : groups.entrySet()) {
            double needed = markWidth(group.getKey());
            if (x > 0 && x + needed > room) {
                x = 0;
                y += LINE_HEIGHT;
            }
            marks.add(new Mark(group.getKey(), group.getValue(), x, y));
            x += needed + 14;
        }
        return marks.isEmpty() ? 0 : y + LINE_HEIGHT;
    }

    private static double markWidth(String name) {
        return SWATCH + 5 + SansFont.width(name, Style.SMALL);
    }
}

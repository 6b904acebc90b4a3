package dev.circuitry.drawing;

import dev.circuitry.export.DisplayGraph.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where boxes of a large picture stand from left to right: one column a head, the same in every
 * block, and in their middle one for all that is no head. Lanes run between the columns.
 */
final class Columns {
    private static final double BETWEEN_BOXES = 7;
    private static final double LANE = 5;
    private static final double GUTTER_MARGIN = 9;

    private final Rows rows;
    private final List<Integer> heads;
    private final Map<Box, Double> centres = new HashMap<>();
    private final double[] gutters;
    private double width;

    Columns(Rows rows) {
        this.rows = rows;
        heads = order(rows);
        gutters = new double[heads.size() + 1];
        place(new int[gutters.length]);
    }

    /** How many gutters there are: one more than columns. */
    int gutterCount() {
        return gutters.length;
    }

    /** The left edge of a gutter's first lane. */
    double gutter(int index) {
        return gutters[index];
    }

    /** The middle of a lane. */
    double lane(int gutter, int lane) {
        return gutters[gutter] + (lane + 0.5) * LANE;
    }

    /** The middle of a box. */
    double centre(Box box) {
        return centres.getOrDefault(box, 0.0);
    }

    double width() {
        return width;
    }

    /** Places columns and gutters anew, with room for that many lanes in each gutter. */
    void place(int[] lanes) {
        double x = 0;
        for (int column = 0; column < heads.size(); column++) {
            gutters[column] = x + GUTTER_MARGIN;
            x += 2 * GUTTER_MARGIN + lanes[column] * LANE;
            double columnWidth = columnWidth(column);
            for (int row = 0; row < rows.count(); row++) {
                placeRow(cell(row, column), x + columnWidth / 2);
            }
            x += columnWidth;
        }
        gutters[heads.size()] = x + GUTTER_MARGIN;
        width = x + 2 * GUTTER_MARGIN + lanes[heads.size()] * LANE;
    }

    private void placeRow(List<Box> boxes, double middle) {
        double x = middle - width(boxes) / 2;
        for (Box box : boxes) {
            double boxWidth = BoxSize.width(box.name());
            centres.put(box, x + boxWidth / 2);
            x += boxWidth + BETWEEN_BOXES;
        }
    }

    private double columnWidth(int column) {
        double widest = 0;
        for (int row = 0; row < rows.count(); row++) {
            widest = Math.max(widest, width(cell(row, column)));
        }
        return widest;
    }

    private List<Box> cell(int row, int column) {
        return rows.boxes(row).stream()
                .filter(box -> box.first().head() == heads.get(column))
                .sorted(Comparator.comparing(box -> box.first().kind()))
                .toList();
    }

    private static double width(List<Box> boxes) {
        return boxes.stream().mapToDouble(box -> BoxSize.width(box.name())).sum()
                + Math.max(0, boxes.size() - 1) * BETWEEN_BOXES;
    }

    /** Heads in order, those without one in the middle. */
    private static List<Integer> order(Rows rows) {
        Map<Integer, Boolean> heads = new TreeMap<>();
        for (int row = 0; row < rows.count(); row++) {
            rows.boxes(row).forEach(box -> heads.put(box.first().head(), box.first().isHead()));
        }
        var order = new ArrayList<>(heads.keySet());
        if (Boolean.FALSE.equals(heads.get(order.get(0)))) {
            var whole = order.remove(0);
            order.add((order.size() + 1) / 2, whole);
        }
        return order;
    }
}

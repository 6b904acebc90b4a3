package dev.circuitry.drawing;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;

/**
 * An edge as it is painted: a shaft that ends where its head begins, so that a wide line doesn't
 * blunt the tip.
 *
 * @param shaft the line
 * @param head a triangle, its tip where the edge ends
 * @param width of the line, in points
 * @param dashed whether it is structural only
 */
record Arrow(Path2D shaft, Path2D head, double width, boolean dashed) {
    /** An arrow along a way of lines and cubic curves. */
    static Arrow along(Path2D way, double width, boolean dashed) {
        double length = 4.5 + 1.5 * width;
        double half = 1.6 + 0.9 * width;
        var end = new double[6];
        var tip = way.getCurrentPoint();
        var back = direction(way, tip, end);
        double x = tip.getX() + back.getX() * length;
        double y = tip.getY() + back.getY() * length;
        var head = new Path2D.Double();
        head.moveTo(tip.getX(), tip.getY());
        head.lineTo(x - back.getY() * half, y + back.getX() * half);
        head.lineTo(x + back.getY() * half, y - back.getX() * half);
        head.closePath();
        double inside = length * 0.8;
        return new Arrow(
                shortened(way, back.getX() * inside, back.getY() * inside), head, width, dashed);
    }

    /** From the tip backwards, of length 1. */
    private static Point2D direction(Path2D way, Point2D tip, double[] point) {
        Point2D before = tip;
        Point2D candidate = tip;
        for (var i = way.getPathIterator(null); !i.isDone(); i.next()) {
            int type = i.currentSegment(point);
            for (int k = 0; k < coordinates(type); k += 2) {
                candidate = new Point2D.Double(point[k], point[k + 1]);
                before = candidate.distance(tip) > 1e-6 ? candidate : before;
            }
        }
        double distance = before.distance(tip);
        return distance == 0
                ? new Point2D.Double(0, -1)
                : new Point2D.Double(
                        (before.getX() - tip.getX()) / distance,
                        (before.getY() - tip.getY()) / distance);
    }

    /** The way with its last point, and the control point before it, moved. */
    private static Path2D shortened(Path2D way, double dx, double dy) {
        var shorter = new Path2D.Double();
        var p = new double[6];
        var i = way.getPathIterator(null);
        while (!i.isDone()) {
            int type = i.currentSegment(p);
            i.next();
            if (i.isDone()) {
                int count = coordinates(type);
                for (int k = Math.max(0, count - 4); k < count; k += 2) {
                    p[k] += dx;
                    p[k + 1] += dy;
                }
            }
            switch (type) {
                case PathIterator.SEG_MOVETO -> shorter.moveTo(p[0], p[1]);
                case PathIterator.SEG_LINETO -> shorter.lineTo(p[0], p[1]);
                default -> shorter.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
            }
        }
        return shorter;
    }

    private static int coordinates(int segment) {
        return switch (segment) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
            default -> 6;
        };
    }
}

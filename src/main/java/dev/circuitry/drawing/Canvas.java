package dev.circuitry.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;

/** What a picture is painted on: points, y downwards. Paint first, write once. */
interface Canvas {
    /**
     * A line that ends in an arrow.
     *
     * @param arrow what is painted
     * @param title what a viewer shows who points at it
     */
    void arrow(Arrow arrow, Color colour, String title) throws IOException;

    /** A rounded box with a name in its middle. */
    void box(Rectangle2D place, Color fill, String name, String title) throws IOException;

    /** A text that starts at x on the base line y. */
    void text(String text, double x, double y, double size, Color colour) throws IOException;

    /** An area without an outline. */
    void fill(Shape area, Color colour) throws IOException;

    /** Writes what was painted; the stream is left open. */
    void write(OutputStream out) throws IOException;
}

package dev.circuitry.drawing;

import java.awt.Color;
import java.awt.geom.Rectangle2D;

/** What pictures look like, in points. */
final class Style {
    static final Color INK = new Color(0x1F2328);
    static final Color PALE_INK = new Color(0x59636E);
    static final Color BAND = new Color(0xF6F7F9);

    /** Size of the small print. */
    static final double SMALL = 10;

    static final double CORNER = 6;
    static final double OUTLINE = 0.9;
    private static final double CAP_HEIGHT = 0.72;

    private Style() {}

    /** Strokes and gaps of a structural edge. */
    static float[] dashes() {
        return new float[] {4, 3};
    }

    /** Where a name's base line is, so that it stands in the middle of its box. */
    static double baseLine(Rectangle2D place) {
        return place.getCenterY() + BoxSize.FONT * CAP_HEIGHT / 2;
    }
}

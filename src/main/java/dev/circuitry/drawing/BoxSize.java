package dev.circuitry.drawing;

/** How large boxes and their texts are, in points. */
final class BoxSize {
    /** Of the names in boxes. */
    static final double FONT = 12;

    static final double HEIGHT = 24;
    private static final double PADDING = 9;
    private static final double NARROWEST = 40;

    private BoxSize() {}

    /** The width in which a name fits. */
    static double width(String name) {
        return Math.ceil(Math.max(NARROWEST, SansFont.width(name, FONT) + 2 * PADDING));
    }
}

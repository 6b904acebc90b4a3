package dev.circuitry.drawing;

import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Where everything goes, in points, y downwards, the embeddings at the top.
 *
 * @param width of the whole
 * @param height of the whole
 * @param boxes every node
 * @param curves every edge, from its sender's lower side to its receiver's upper side
 * @param bands stretches that are named at the side; may be empty
 */
record Layout(
        double width,
        double height,
        List<PlacedBox> boxes,
        List<PlacedLink> curves,
        List<Band> bands) {
    /** Of a graph without edges: room for a line that says so. */
    static final Layout EMPTY = new Layout(200, 32, List.of(), List.of(), List.of());

    /** A stretch of the picture with a name, from top to bottom. */
    record Band(String name, double top, double bottom) {}

    /** A node and its place. */
    record PlacedBox(Box box, Rectangle2D place) {}

    /** An edge and its way. */
    record PlacedLink(Link link, Path2D way) {}
}

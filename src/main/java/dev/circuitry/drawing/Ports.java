package dev.circuitry.drawing;

import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Where along a box's side its edges end: spread over it from left to right by where they lead, so
 * that they don't cross at the box. Edges that lead to the same place share a port.
 */
final class Ports {
    private static final double CORNERS = 2 * (Style.CORNER + 3);

    private final Map<Link, Double> exits = new HashMap<>();
    private final Map<Link, Double> entries = new HashMap<>();
    private final Columns columns;

    /**
     * Ports for every edge.
     *
     * @param comesFrom the x from which an edge reaches its receiver
     * @param goesTo the x to which an edge leaves its sender
     */
    Ports(
            DisplayGraph graph,
            Columns columns,
            ToDoubleFunction<Link> comesFrom,
            ToDoubleFunction<Link> goesTo) {
        this.columns = columns;
        spread(graph.edges(), Link::receiver, comesFrom, entries);
        spread(graph.edges(), Link::sender, goesTo, exits);
    }

    /** Where the edge leaves its sender. */
    double exit(Link link) {
        return exits.getOrDefault(link, 0.0);
    }

    /** Where the edge enters its receiver. */
    double entry(Link link) {
        return entries.getOrDefault(link, 0.0);
    }

    private void spread(
            List<Link> links,
            Function<Link, Box> side,
            ToDoubleFunction<Link> direction,
            Map<Link, Double> ports) {
        Map<Box, List<Link>> bySide = links.stream().collect(Collectors.groupingBy(side));
        bySide.forEach(
                (box, ends) -> {
                    var directions = new TreeSet<Double>();
                    ends.forEach(link -> directions.add(direction.applyAsDouble(link)));
                    double room = BoxSize.width(box.name()) - CORNERS;
                    double step = directions.size() == 1 ? 0 : room / (directions.size() - 1);
                    double left = columns.centre(box) - step * (directions.size() - 1) / 2;
                    for (Link link : ends) {
                        int place = directions.headSet(direction.applyAsDouble(link)).size();
                        ports.put(link, left + place * step);
                    }
                });
    }
}

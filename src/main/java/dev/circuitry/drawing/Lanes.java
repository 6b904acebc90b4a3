package dev.circuitry.drawing;

import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One vertical lane a sender that is read beyond the next row: all its long edges share it, and
 * branch off above their receivers. Two senders share a lane only where their rows don't overlap.
 */
final class Lanes {
    /** What a lane more in a gutter costs, in points of detour. */
    private static final double CROWDING = 14;

    /** A sender's lane. */
    record Lane(int gutter, int index) {}

    private final Rows rows;
    private final Columns columns;
    private final Map<Box, Lane> lanes = new HashMap<>();
    private final List<List<BitSet>> taken = new ArrayList<>();

    /** Gives every sender of a long edge a lane, and the columns the room for it. */
    Lanes(DisplayGraph graph, Rows rows, Columns columns) {
        this.rows = rows;
        this.columns = columns;
        for (int i = 0; i < columns.gutterCount(); i++) {
            taken.add(new ArrayList<>());
        }
        Map<Box, List<Box>> farther = new LinkedHashMap<>();
        for (Link link : graph.edges()) {
            if (rows.of(link.receiver()) > rows.of(link.sender()) + 1) {
                farther.computeIfAbsent(link.sender(), key -> new ArrayList<>())
                        .add(link.receiver());
            }
        }
        farther.entrySet().stream()
                .sorted(
                        Comparator.<Map.Entry<Box, List<Box>>>comparingInt(
                                        entry -> rows.of(entry.getKey()))
                                .thenComparingDouble(entry -> columns.centre(entry.getKey())))
                .forEach(entry -> assign(entry.getKey(), entry.getValue()));
        columns.place(taken.stream().mapToInt(List::size).toArray());
    }

    /** The middle of a sender's lane; null where it has none. */
    @Nullable Double x(Box sender) {
        var lane = lanes.get(sender);
        return lane == null ? null : columns.lane(lane.gutter(), lane.index());
    }

    private void assign(Box sender, List<Box> receivers) {
        int first = rows.of(sender) + 1;
        int last = receivers.stream().mapToInt(rows::of).max().orElse(first);
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int gutter = 0; gutter < columns.gutterCount(); gutter++) {
            double cost = detour(gutter, sender, receivers) + CROWDING * crowd(gutter, first, last);
            if (cost < least) {
                least = cost;
                best = gutter;
            }
        }
        lanes.put(sender, new Lane(best, free(best, first, last)));
    }

    /** How far aside the lane leads on average, there and on. */
    private double detour(int gutter, Box sender, List<Box> receivers) {
        double x = columns.gutter(gutter);
        return Math.abs(columns.centre(sender) - x)
                + receivers.stream()
                        .mapToDouble(receiver -> Math.abs(columns.centre(receiver) - x))
                        .average()
                        .orElse(0);
    }

    private long crowd(int gutter, int first, int last) {
        return taken.get(gutter).stream().filter(lane -> !isFree(lane, first, last)).count();
    }

    /** The first free lane, taken for these rows. */
    private int free(int gutter, int first, int last) {
        List<BitSet> lanesHere = taken.get(gutter);
        int index = 0;
        while (index < lanesHere.size() && !isFree(lanesHere.get(index), first, last)) {
            index++;
        }
        if (index == lanesHere.size()) {
            lanesHere.add(new BitSet());
        }
        lanesHere.get(index).set(first, last);
        return index;
    }

    private static boolean isFree(BitSet lane, int first, int last) {
        return lane.get(first, last).isEmpty();
    }
}

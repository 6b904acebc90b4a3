package dev.circuitry.drawing;

import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which row each box of a large picture stands in: embeddings, then of every block what heads read,
 * heads, MLP, and at last the output. Every edge leads to a later row.
 */
final class Rows {
    private static final int PARTS = 8;

    private final Map<Box, Integer> rows = new HashMap<>();
    private final List<List<Box>> boxes = new ArrayList<>();

    Rows(DisplayGraph graph) {
        Map<Box, Integer> ranks = new HashMap<>();
        for (Box box : graph.nodes()) {
            ranks.put(box, rank(box));
        }
        pushDown(graph, ranks);
        Map<Integer, List<Box>> byRank = new TreeMap<>();
        graph.nodes()
                .forEach(
                        box ->
                                byRank.computeIfAbsent(
                                                ranks.getOrDefault(box, 0),
                                                key -> new ArrayList<>())
                                        .add(box));
        for (List<Box> row : byRank.values()) {
            row.forEach(box -> rows.put(box, boxes.size()));
            boxes.add(row);
        }
    }

    /** How many there are. */
    int count() {
        return boxes.size();
    }

    /** The row of a box, from 0 at the top. */
    int of(Box box) {
        return rows.getOrDefault(box, 0);
    }

    /** The boxes of a row. */
    List<Box> boxes(int row) {
        return Collections.unmodifiableList(boxes.get(row));
    }

    /** Settles what kinds leave open: a receiver of its sender's rank goes one further down. */
    private static void pushDown(DisplayGraph graph, Map<Box, Integer> ranks) {
        boolean moved = true;
        for (int round = 0; moved && round < PARTS; round++) {
            moved = false;
            for (Link link : graph.edges()) {
                int least = ranks.getOrDefault(link.sender(), 0) + 1;
                if (ranks.getOrDefault(link.receiver(), 0) < least) {
                    ranks.put(link.receiver(), least);
                    moved = true;
                }
            }
        }
    }

    private static int rank(Box box) {
        var node = box.first();
        int block = PARTS * node.layer();
        boolean whole = box.name().equals(box.component());
        return switch (node.kind()) {
            case EMBED, TOKEN_EMBED, POS_EMBED -> 0;
            case Q_INPUT, K_INPUT, V_INPUT -> block + (whole ? headRank(box) : 1);
            case Q, K, V -> block + (whole ? headRank(box) : 2);
            case RESULT -> block + 4;
            case MLP_IN -> block + (whole ? 6 : 5);
            case MLP_OUT -> block + 6;
            case OUTPUT -> block + PARTS;
        };
    }

    /** A key-value head on its own stands above the query heads that share it. */
    private static int headRank(Box box) {
        return box.first().grouped() ? 3 : 4;
    }
}

package dev.circuitry.patching;

import dev.circuitry.model.HeadRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Nodes of one layer and kind, of heads in a row, that are computed together.
 *
 * @param layer theirs
 * @param channel {@code q}, {@code k} or {@code v}; a space if they are what heads write
 * @param nodes by head
 */
record HeadRun(int layer, char channel, List<Integer> nodes, HeadRange heads) {
    /**
     * As few runs as there can be.
     *
     * @param nodes by kind and head
     * @param areAlike whether a node may join those before it in its row
     */
    static List<HeadRun> of(
            NodeOrder order, List<Integer> nodes, BiPredicate<Integer, Integer> areAlike) {
        List<HeadRun> runs = new ArrayList<>();
        for (int first = 0, end; first < nodes.size(); first = end) {
            end = first + 1;
            while (end < nodes.size()
                    && areNext(order, nodes.get(end - 1), nodes.get(end))
                    && areAlike.test(nodes.get(end - 1), nodes.get(end))) {
                end++;
            }
            var node = order.node(nodes.get(first));
            runs.add(
                    new HeadRun(
                            node.layer(),
                            node.kind().channel(),
                            List.copyOf(nodes.subList(first, end)),
                            new HeadRange(node.head(), end - first)));
        }
        return runs;
    }

    private static boolean areNext(NodeOrder order, int one, int other) {
        var before = order.node(one);
        var node = order.node(other);
        return node.kind() == before.kind() && node.head() == before.head() + 1;
    }
}

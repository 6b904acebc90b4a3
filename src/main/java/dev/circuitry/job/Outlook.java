package dev.circuitry.job;

import java.util.OptionalDouble;

/**
 * How much of a run is still ahead, estimated from what became of the edges so far.
 *
 * <p>An edge's lot is settled by a test, or by pruning without one. Those still untested are taken
 * to need tests in the same share: {@code untested × tested / settled}. A limit on visited nodes
 * bounds that by {@code nodes left × tests a node so far}. Before a tenth of the edges is settled
 * that would be a guess, so nothing is said.
 *
 * @param initialEdges counted edges of the graph
 * @param edges those still there
 * @param tested tests so far
 * @param kept how many of these left the edge there
 * @param steps nodes visited, and the most there may be
 */
record Outlook(int initialEdges, int edges, int tested, int kept, Steps steps) {
    /** Nodes visited so far and at most. */
    record Steps(int visited, int most) {}

    /** Tests still ahead, or empty where unknown. */
    OptionalDouble testsAhead() {
        int pruned = initialEdges - edges - (tested - kept);
        int settled = tested + pruned;
        if (settled * 10L < initialEdges || settled == 0 || steps.visited() == 0) {
            return OptionalDouble.empty();
        }
        double ahead = (double) (edges - kept) * tested / settled;
        double nodesLeft = Math.max(0, steps.most() - steps.visited());
        return OptionalDouble.of(Math.min(ahead, nodesLeft * tested / steps.visited()));
    }
}

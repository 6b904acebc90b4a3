package dev.circuitry.discovery;

import dev.circuitry.graph.Node;

/**
 * One visited receiver, once its decisions and the pruning that follows are done.
 *
 * @param seq its place in the run, from 1
 * @param receiver the node visited
 * @param metric of the circuit after the step and the pruning
 * @param edges counted edges of that circuit
 * @param tally how its tests ended
 */
public record Step(int seq, Node receiver, double metric, int edges, Tally tally) {
    /** How many tested edges were kept and removed. */
    public record Tally(int kept, int removed) {
        /** No tests. */
        static final Tally NONE = new Tally(0, 0);

        /** One more test. */
        Tally and(boolean isKept) {
            return isKept ? new Tally(kept + 1, removed) : new Tally(kept, removed + 1);
        }

        /** Both together. */
        Tally plus(Tally other) {
            return new Tally(kept + other.kept, removed + other.removed);
        }

        /** Tested edges. */
        public int evaluations() {
            return kept + removed;
        }
    }
}

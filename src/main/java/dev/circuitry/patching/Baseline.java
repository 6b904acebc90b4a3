package dev.circuitry.patching;

/**
 * What a recomputation starts from; values of one variant each.
 *
 * @param flow of the circuit
 * @param standing values under it, but for those that are about to be computed
 * @param reference from which receivers' sums differ by what has left it: the standing values
 *     themselves, or the ablated ones, which are those of no edge at all
 * @param ablated what absent edges carry
 */
record Baseline(Flow flow, NodeValues standing, NodeValues reference, NodeValues ablated) {
    /** Whether only senders that change have left the reference, and not all. */
    boolean isStanding() {
        return standing == reference;
    }
}

package dev.circuitry.graph;

import dev.circuitry.spec.WireName;

/** What an edge carries, and so how its absence is computed. */
public enum EdgeType implements WireName {
    /** The receiver is a sum over senders: an absent sender's term is its ablated activation. */
    ADDITION,
    /** The receiver is computed from this one sender: absent, it has its own ablated activation. */
    DIRECT,
    /** Structure only: never measured, never counted. */
    PLACEHOLDER;

    /** Whether edges of this type are tested and counted. */
    public boolean isMeasured() {
        return this != PLACEHOLDER;
    }
}

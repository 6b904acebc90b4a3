package dev.circuitry.spec;

/** How circuits are measured; the answer is the same. */
public enum EvaluatorKind implements WireName {
    /** Recomputes only what an edge can reach. */
    INCREMENTAL,
    /** Runs the whole hooked model for every circuit. */
    FULL
}

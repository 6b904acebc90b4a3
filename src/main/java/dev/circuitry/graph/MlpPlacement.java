package dev.circuitry.graph;

/** Where a block's MLP reads. */
public enum MlpPlacement {
    /** There is none. */
    NONE,
    /** After the attention of its block. */
    SEQUENTIAL,
    /** Beside it: the heads of its block do not feed it. */
    PARALLEL
}

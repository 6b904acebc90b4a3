package dev.circuitry.model;

/** How a model knows positions. */
public enum Positions {
    /** Learned vectors added to the residual stream. */
    STANDARD,
    /** Learned vectors added to what queries and keys read, after the LayerNorm. */
    SHORTFORMER
}

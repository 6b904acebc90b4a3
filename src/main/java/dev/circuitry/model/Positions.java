package dev.circuitry.model;

/** How a model knows positions. */
public enum Positions {
    /** Learned vectors added to the residual stream. */
    STANDARD,
    /** Learned vectors added to what queries and keys read, after the normalisation. */
    SHORTFORMER,
    /** Queries and keys are rotated by their position; nothing is added anywhere. */
    ROTARY;

    /** Whether there are learned vectors. */
    public boolean areLearned() {
        return this != ROTARY;
    }
}

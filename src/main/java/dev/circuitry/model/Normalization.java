package dev.circuitry.model;

/** What is done to the residual stream before it is read. */
public enum Normalization {
    /** Nothing. */
    NONE,
    /** LayerNorm with weight and bias. */
    LN,
    /** LayerNorm whose weight and bias are folded into the reader. */
    LN_PRE
}

package dev.circuitry.rasp;

/** How the residual stream holds the value of a sequence operation. */
public enum Encoding {
    /** One direction a value, of which one is 1 and the others 0. */
    CATEGORICAL,
    /** One direction, whose magnitude is the value. */
    NUMERICAL
}

package dev.circuitry.spec;

/** In what order a receiver's senders are tested, by name or by head. */
public enum Order implements WireName {
    /** From the output side to the input side; heads from the last to the first. */
    NORMAL,
    /** The other way round. */
    REVERSE,
    /** Shuffled as Python's {@code random.shuffle} does. */
    RANDOM
}

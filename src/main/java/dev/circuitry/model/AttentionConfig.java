package dev.circuitry.model;

/**
 * What the attention is like.
 *
 * @param causal whether a position attends to none after it
 * @param scaled whether scores are divided by the root of the head's width
 * @param window how many positions back a position attends to, itself included; 0 for all
 */
public record AttentionConfig(boolean causal, boolean scaled, int window) {
    /** To all positions up to itself, scaled. */
    public static final AttentionConfig CAUSAL = new AttentionConfig(true, true, 0);

    /** To all positions, scaled. */
    public static final AttentionConfig BIDIRECTIONAL = new AttentionConfig(false, true, 0);
}

package dev.circuitry.spec;

/** Where the activations come from that take the place of an absent edge's contribution. */
public enum Ablation implements WireName {
    /** From a run on the corrupted prompts. */
    CORRUPTED,
    /** From a run in which every writer to the residual stream is set to zero. */
    ZERO,
    /**
     * From a run in which every writer to the residual stream is set to its mean over the corrupted
     * prompts.
     */
    MEAN
}

package dev.circuitry.spec;

/** What is done to a model's weights on loading. */
public enum Processing implements WireName {
    /**
     * What the task's loader does in the reference: folding and centring where the architecture
     * allows.
     */
    DEFAULT,
    /** Nothing. */
    NONE
}

package dev.circuitry.model;

/** What is done to the residual stream before it is read. */
public enum Normalization {
    /** Nothing. */
    NONE,
    /** {@code (x - mean) / sqrt(variance + eps) w + b}. */
    LN,
    /** The same without w and b, which are folded into the reader. */
    LN_PRE,
    /** {@code x / sqrt(mean(x^2) + eps) w}. */
    RMS,
    /** The same without w, which is folded into the reader. */
    RMS_PRE;

    /** Whether it has weights of its own. */
    public boolean hasWeight() {
        return this == LN || this == RMS;
    }

    /** Whether it has a bias of its own. */
    public boolean hasBias() {
        return this == LN;
    }

    /** Whether the mean is subtracted first. */
    public boolean isCentring() {
        return this == LN || this == LN_PRE;
    }

    /** The same with weight and bias folded into the reader. */
    public Normalization folded() {
        return switch (this) {
            case LN -> LN_PRE;
            case RMS -> RMS_PRE;
            case NONE, LN_PRE, RMS_PRE -> this;
        };
    }
}

package dev.circuitry.model;

/**
 * What the MLPs are like; means nothing where there are none.
 *
 * @param activation their non-linearity
 * @param gated whether the hidden layer is {@code act(x W_gate) * (x W_in) + b_in} instead of
 *     {@code act(x W_in + b_in)}
 * @param parallel whether they read the block's input beside the attention instead of after it
 */
public record MlpConfig(Activation activation, boolean gated, boolean parallel) {
    /** After the attention, ungated. */
    public static MlpConfig plain(Activation activation) {
        return new MlpConfig(activation, false, false);
    }
}

package dev.circuitry.model;

/** The non-linearity of the MLPs. */
public enum Activation {
    /** {@code 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}, GPT-2's. */
    GELU_NEW,
    /** {@code 0.5 x (1 + erf(x / sqrt(2)))}. */
    GELU,
    RELU,
    /** {@code x sigmoid(x)}. */
    SILU
}

package dev.circuitry.model;

/**
 * The normalisation before every reader.
 *
 * @param kind which
 * @param epsilon added under the root
 */
public record NormConfig(Normalization kind, double epsilon) {
    /** TransformerLens' and GPT-2's epsilon. */
    public static NormConfig of(Normalization kind) {
        return new NormConfig(kind, 1e-5);
    }
}

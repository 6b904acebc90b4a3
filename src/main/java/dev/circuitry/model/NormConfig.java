package dev.circuitry.model;

/**
 * The normalisation before every reader.
 *
 * @param kind which
 * @param epsilon added under the root
 * @param last which before the unembedding: the same, but for a few models that end in another
 */
public record NormConfig(Normalization kind, double epsilon, Normalization last) {
    /** The same before every reader. */
    public NormConfig(Normalization kind, double epsilon) {
        this(kind, epsilon, kind);
    }

    /** TransformerLens' and GPT-2's epsilon. */
    public static NormConfig of(Normalization kind) {
        return new NormConfig(kind, 1e-5);
    }

    /** The normalisation before the unembedding. */
    public NormConfig atTheEnd() {
        return new NormConfig(last, epsilon);
    }

    /** The same with weights and biases folded into the readers. */
    public NormConfig folded() {
        return new NormConfig(kind.folded(), epsilon, last.folded());
    }
}

package dev.circuitry.model;

/**
 * Everything but the weights. Families of models differ by these parts and in nothing else.
 *
 * @param dimensions the sizes
 * @param attention what the attention is like
 * @param mlp what the MLPs are like
 * @param norm before every reader
 * @param positions how positions are known
 */
public record TransformerConfig(
        Dimensions dimensions,
        AttentionConfig attention,
        MlpConfig mlp,
        NormConfig norm,
        PositionConfig positions) {
    /** The same with another normalisation. */
    public TransformerConfig with(NormConfig other) {
        return new TransformerConfig(dimensions, attention, mlp, other, positions);
    }
}

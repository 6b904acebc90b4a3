package dev.circuitry.model;

/**
 * Everything but the weights.
 *
 * @param dimensions the sizes
 * @param activation of the MLPs
 * @param normalization before every reader
 * @param positions how positions are known
 * @param causal whether a position attends to none after it
 */
public record TransformerConfig(
        Dimensions dimensions,
        Activation activation,
        Normalization normalization,
        Positions positions,
        boolean causal) {}

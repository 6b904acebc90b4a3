package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import dev.circuitry.model.TokenBatch;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a run, beside the model.
 *
 * @param clean what the circuit is measured on
 * @param corrupted as many rows; under corrupted ablation as long as the clean ones, under mean
 *     ablation all of one length and no shorter; null where the ablation reads none
 * @param positionPermutation where position embeddings are a node, the order into which the
 *     corrupted pass puts their rows, {@code [pos]}; else null
 */
public record Prompts(
        TokenBatch clean, @Nullable TokenBatch corrupted, @Nullable NDArray positionPermutation) {
    /** Prompts of one length, {@code [batch, pos]} each. */
    public static Prompts of(
            NDArray clean, NDArray corrupted, @Nullable NDArray positionPermutation) {
        return new Prompts(
                TokenBatch.ofOneLength(clean),
                TokenBatch.ofOneLength(corrupted),
                positionPermutation);
    }

    /** The prompts of rows from one on to before another. */
    Prompts slice(int from, int to) {
        return new Prompts(
                clean.slice(from, to),
                corrupted == null ? null : corrupted.slice(from, to),
                positionPermutation);
    }

    /** The corrupted prompts, for an ablation that reads them. */
    TokenBatch requireCorrupted() {
        if (corrupted == null) {
            throw new IllegalStateException("the ablation reads corrupted prompts");
        }
        return corrupted;
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a run, beside the model.
 *
 * @param clean int64, {@code [batch, pos]}
 * @param corrupted of the same shape
 * @param positionPermutation where position embeddings are a node, the order into which the
 *     corrupted pass puts their rows, {@code [pos]}; else null
 */
public record Prompts(NDArray clean, NDArray corrupted, @Nullable NDArray positionPermutation) {}

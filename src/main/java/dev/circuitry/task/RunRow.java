package dev.circuitry.task;

import dev.circuitry.spec.DatasetRow;
import org.jspecify.annotations.Nullable;

/**
 * A row of a data set in a model's tokens.
 *
 * @param number its place in the data set, from 1
 * @param source as the lab gave it
 * @param clean tokens
 * @param corrupted tokens, or null
 * @param positions where it is scored
 * @param answers the right token at each, or null
 * @param wrong the wrong tokens at each, or null
 */
record RunRow(
        int number,
        DatasetRow source,
        int[] clean,
        int @Nullable [] corrupted,
        int[] positions,
        int @Nullable [] answers,
        int @Nullable [] wrong) {}

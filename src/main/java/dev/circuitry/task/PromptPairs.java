package dev.circuitry.task;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data: clean prompts beside their corrupted counterparts.
 *
 * @param clean tokens, {@code [row][pos]}, rows of any length
 * @param corrupted tokens of as many rows, or null where there are none
 * @param scored where the task scores rows, and their answers
 * @param texts the prompts as people read them, or null where the task has tokens only
 */
public record PromptPairs(
        int[][] clean, int @Nullable [][] corrupted, ScoredTokens scored, @Nullable Texts texts) {
    /** The prompts as people read them; corrupted ones may be missing. */
    public record Texts(List<String> clean, @Nullable List<String> corrupted) {}

    /** Rows of tokens alone, scored at their last. */
    public static PromptPairs ofTokens(int[][] clean, int[][] corrupted) {
        return new PromptPairs(clean, corrupted, ScoredTokens.atLast(clean), null);
    }

    /** Number of rows. */
    public int rows() {
        return clean.length;
    }

    /** Tokens of the longest clean row. */
    public int length() {
        return Stream.of(clean).mapToInt(row -> row.length).max().orElse(0);
    }
}

package dev.circuitry.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data: clean prompts beside their corrupted counterparts.
 *
 * @param clean tokens, {@code [batch][pos]}
 * @param corrupted tokens of the same shape
 * @param answers the right token of each row, or null where the task has none
 * @param wrongAnswers the wrong tokens of each row, or null
 * @param texts the clean and corrupted prompts as text, or null where the task has tokens only
 */
public record PromptPairs(
        int[][] clean,
        int[][] corrupted,
        int @Nullable [] answers,
        int @Nullable [][] wrongAnswers,
        @Nullable Texts texts) {
    /** The prompts as people read them. */
    public record Texts(List<String> clean, List<String> corrupted) {}

    /** Rows of tokens alone. */
    public static PromptPairs ofTokens(int[][] clean, int[][] corrupted) {
        return new PromptPairs(clean, corrupted, null, null, null);
    }

    /** Number of rows. */
    public int rows() {
        return clean.length;
    }

    /** Tokens a row. */
    public int length() {
        return clean[0].length;
    }
}

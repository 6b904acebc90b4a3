package dev.circuitry.api;

import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.TaskRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of data as clients see it: the clean prompt beside the corrupted one.
 *
 * @param row its place in the split, from 1
 * @param split {@code validation}, which discovery runs on, or {@code test}
 * @param answer the right token, where the task has one
 * @param wrongAnswers the wrong tokens, where the task has some
 */
record PromptRow(
        int row,
        String split,
        Prompt clean,
        Prompt corrupted,
        @Nullable Integer answer,
        @Nullable List<Integer> wrongAnswers) {

    /** A prompt as text, where it is text, and as tokens. */
    record Prompt(@Nullable String text, List<Integer> tokens) {}

    /** The rows of the run, then those held out. */
    static List<PromptRow> all(TaskRows rows) {
        List<PromptRow> all = new ArrayList<>(of("validation", rows.validation()));
        if (rows.test() != null) {
            all.addAll(of("test", rows.test()));
        }
        return all;
    }

    /** The rows of one split. */
    static List<PromptRow> of(String split, PromptPairs pairs) {
        List<PromptRow> rows = new ArrayList<>();
        for (int row = 0; row < pairs.rows(); row++) {
            var texts = pairs.texts();
            rows.add(
                    new PromptRow(
                            row + 1,
                            split,
                            new Prompt(
                                    texts == null ? null : texts.clean().get(row),
                                    boxed(pairs.clean()[row])),
                            new Prompt(
                                    texts == null ? null : texts.corrupted().get(row),
                                    boxed(pairs.corrupted()[row])),
                            pairs.answers() == null ? null : pairs.answers()[row],
                            pairs.wrongAnswers() == null
                                    ? null
                                    : boxed(pairs.wrongAnswers()[row])));
        }
        return rows;
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}

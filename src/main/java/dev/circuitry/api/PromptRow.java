package dev.circuitry.api;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.TaskRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of data as clients see it: the clean prompt beside the corrupted one.
 *
 * @param row its place in the split, from 1
 * @param split {@code validation}, which discovery runs on, or {@code test}
 * @param corrupted or null where the data have none
 * @param positions where the clean prompt is scored, from 0
 * @param answers the right token at each, where the data have some
 * @param wrongAnswers the wrong tokens at each, likewise
 */
record PromptRow(
        int row,
        String split,
        Prompt clean,
        @Nullable Prompt corrupted,
        List<Integer> positions,
        @Nullable List<Integer> answers,
        @Nullable List<List<Integer>> wrongAnswers) {

    /** A prompt as text, where it is text, and as tokens. */
    record Prompt(@Nullable String text, @Nullable List<Integer> tokens) {}

    /** Texts of one split that no tokenizer has seen. */
    static List<PromptRow> of(String split, PromptPairs.Texts texts) {
        var corrupted = Objects.requireNonNull(texts.corrupted());
        return IntStream.range(0, texts.clean().size())
                .mapToObj(
                        row ->
                                new PromptRow(
                                        row + 1,
                                        split,
                                        new Prompt(texts.clean().get(row), null),
                                        new Prompt(corrupted.get(row), null),
                                        List.of(),
                                        null,
                                        null))
                .toList();
    }

    /** The rows of the run, then those held out. */
    static List<PromptRow> all(Experiments experiments, JobSpec spec) {
        TaskRows rows = experiments.rowsOf(spec);
        List<PromptRow> all =
                new ArrayList<>(
                        of(
                                "validation",
                                rows.validation(),
                                experiments.scoredPositions(spec, rows.validation())));
        if (rows.test() != null) {
            all.addAll(of("test", rows.test(), experiments.scoredPositions(spec, rows.test())));
        }
        return all;
    }

    /** The rows of one split. */
    static List<PromptRow> of(String split, PromptPairs pairs, int[][] positions) {
        return IntStream.range(0, pairs.rows())
                .mapToObj(row -> of(split, pairs, positions[row], row))
                .toList();
    }

    private static PromptRow of(String split, PromptPairs pairs, int[] positions, int row) {
        var texts = pairs.texts();
        var corruptedTexts = texts == null ? null : texts.corrupted();
        int[][] corrupted = pairs.corrupted();
        int[][] answers = pairs.scored().answers();
        int[][][] wrong = pairs.scored().wrongAnswers();
        return new PromptRow(
                row + 1,
                split,
                new Prompt(
                        texts == null ? null : texts.clean().get(row), boxed(pairs.clean()[row])),
                corrupted == null
                        ? null
                        : new Prompt(
                                corruptedTexts == null ? null : corruptedTexts.get(row),
                                boxed(corrupted[row])),
                boxed(positions),
                answers == null ? null : boxed(answers[row]),
                wrong == null ? null : Stream.of(wrong[row]).map(PromptRow::boxed).toList());
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}

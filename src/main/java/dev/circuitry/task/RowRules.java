package dev.circuitry.task;

import dev.circuitry.model.Dimensions;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Ablation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model and an ablation ask of rows. */
final class RowRules {
    private final Dimensions sizes;
    private final Ablation ablation;
    private final List<Violation> violations;

    RowRules(Dimensions sizes, Ablation ablation, List<Violation> violations) {
        this.sizes = sizes;
        this.ablation = ablation;
        this.violations = violations;
    }

    /** What is to be asked of a row alone. */
    void check(RunRow row) {
        tokens("clean", row, row.clean());
        if (row.corrupted() != null) {
            tokens("corrupted", row, row.corrupted());
        } else if (ablation != Ablation.ZERO) {
            reject(
                    "corrupted",
                    row,
                    "is missing, and "
                            + ablation.wireName()
                            + " ablation reads it. Add it, or use ablation zero.");
        }
        if (ablation == Ablation.CORRUPTED
                && row.corrupted() != null
                && row.corrupted().length != row.clean().length) {
            reject(
                    "corrupted",
                    row,
                    "has "
                            + row.corrupted().length
                            + " tokens, but the clean prompt has "
                            + row.clean().length
                            + ": under corrupted ablation both are equally long. Change one, or use"
                            + " ablation zero or mean.");
        }
        answers("answers", row, row.answers());
        answers("wrong_answers", row, row.wrong());
    }

    private void tokens(String column, RunRow row, int[] tokens) {
        if (tokens.length > sizes.context()) {
            reject(
                    column,
                    row,
                    "has "
                            + tokens.length
                            + " tokens, but the model's context has "
                            + sizes.context()
                            + ". Shorten it.");
        }
        Arrays.stream(tokens)
                .filter(token -> token >= sizes.vocabulary())
                .findFirst()
                .ifPresent(token -> reject(column, row, outside(token, sizes.vocabulary())));
    }

    private void answers(String column, RunRow row, int @Nullable [] answers) {
        if (answers != null) {
            Arrays.stream(answers)
                    .filter(token -> token >= sizes.outputs())
                    .findFirst()
                    .ifPresent(token -> reject(column, row, outside(token, sizes.outputs())));
        }
    }

    private static String outside(int token, int vocabulary) {
        return "has the token "
                + token
                + ", which is outside the model's vocabulary of "
                + vocabulary
                + " (0 to "
                + (vocabulary - 1)
                + ").";
    }

    /** What is to be asked of the rows of the run together. */
    void checkTogether(List<RunRow> rows) {
        if (ablation != Ablation.MEAN || rows.isEmpty()) {
            return;
        }
        int length = lengthOf(rows.get(0).corrupted());
        for (RunRow row : rows) {
            if (lengthOf(row.corrupted()) != length) {
                reject(
                        "corrupted",
                        row,
                        "has "
                                + lengthOf(row.corrupted())
                                + " tokens and that of row "
                                + rows.get(0).number()
                                + " has "
                                + length
                                + ": under mean ablation all corrupted prompts have one length.");
            } else if (row.clean().length > length) {
                reject(
                        "clean",
                        row,
                        "has "
                                + row.clean().length
                                + " tokens, more than the corrupted prompts' "
                                + length
                                + ": under mean ablation there is no mean for the rest.");
            }
        }
    }

    /** That pairs differ in length, where it is allowed. */
    Optional<Warning> warning(List<RunRow> rows) {
        var uneven =
                rows.stream()
                        .filter(
                                row ->
                                        row.corrupted() != null
                                                && row.corrupted().length != row.clean().length)
                        .map(RunRow::number)
                        .toList();
        return uneven.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                WarningCode.LENGTHS_DIFFER,
                                RowPlace.rowsHave(uneven.size())
                                        + " a corrupted prompt of another length than the clean one,"
                                        + " which "
                                        + ablation.wireName()
                                        + " ablation does not mind.",
                                uneven));
    }

    private static int lengthOf(int @Nullable [] tokens) {
        return tokens == null ? 0 : tokens.length;
    }

    private void reject(String column, RunRow row, String detail) {
        violations.add(RowPlace.wrong(column, row.number(), row.source(), detail));
    }
}

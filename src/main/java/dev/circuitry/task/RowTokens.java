package dev.circuitry.task;

import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.Written;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes one row after another into tokens. What cannot be is found, by column and row. */
final class RowTokens {
    private final Dataset dataset;
    private final @Nullable Tokenizer tokenizer;
    private final List<Violation> violations;
    private @Nullable Integer prepended;

    RowTokens(Dataset dataset, TaskModel model, List<Violation> violations) {
        this.dataset = dataset;
        this.tokenizer = model.tokenizer();
        this.violations = violations;
        var first = dataset.rows().get(0);
        boolean texts =
                first.clean() instanceof Written.Text
                        || first.answers().right() instanceof Written.Text
                        || first.answers().wrong().stream()
                                .anyMatch(Written.Text.class::isInstance);
        if (texts && tokenizer == null) {
            violations.add(
                    new Violation(
                            "#/model",
                            "has no tokenizer.json in its folder, so texts cannot be made into tokens."
                                    + " Add the file, or give clean_tokens, corrupted_tokens and"
                                    + " answer_tokens."));
        } else if (texts && dataset.prependBos()) {
            prepended = beginning(tokenizer);
        }
    }

    private @Nullable Integer beginning(@Nullable Tokenizer tokenizer) {
        if (tokenizer == null || tokenizer.beginning().isPresent()) {
            return tokenizer == null ? null : (Integer) tokenizer.beginning().getAsInt();
        }
        violations.add(
                new Violation(
                        "#/dataset/prepend_bos",
                        "is true, but neither tokenizer_config.json nor config.json names the token that"
                                + " begins a text. Make it false."));
        return null;
    }

    /** The token put before every text, or null. */
    @Nullable Integer prepended() {
        return prepended;
    }

    /**
     * Whether an answer of a row, right or wrong, is not one token. Rows with masks have one each.
     */
    boolean hasSeveralTokens(DatasetRow row) {
        return row.places().mask() == null
                && ((row.answers().right() != null && ids(row.answers().right()).length > 1)
                        || row.answers().wrong().stream().anyMatch(wrong -> ids(wrong).length > 1));
    }

    /** Says of a row that has them what they are. */
    void rejectAnswer(int number, DatasetRow row, String metric) {
        var answers = row.answers();
        boolean right = answers.right() != null && ids(answers.right()).length > 1;
        var several =
                right
                        ? answers.right()
                        : answers.wrong().stream()
                                .filter(wrong -> ids(wrong).length > 1)
                                .findFirst()
                                .orElseThrow();
        reject(
                right ? "answers" : "wrong_answers",
                number,
                row,
                "is "
                        + described(several)
                        + ", and "
                        + metric
                        + " reads answers of one token. Change it, or set multi_token_answers to"
                        + " first_token or drop_row.");
    }

    private String described(@Nullable Written answer) {
        int[] tokens = ids(answer);
        return (answer instanceof Written.Text text ? "\"" + text.text() + "\", " : "")
                + tokens.length
                + " tokens"
                + (tokenizer == null ? "" : " " + tokenizer.strings(tokens));
    }

    /**
     * A row in tokens.
     *
     * @param answered whether its answers are read
     */
    Optional<RunRow> row(int number, DatasetRow source, boolean answered) {
        int[] clean = prompt("clean", number, source, source.clean());
        int[] corrupted =
                source.corrupted() == null
                        ? null
                        : prompt("corrupted", number, source, source.corrupted());
        int[] positions = positions(number, source, clean.length);
        if (clean.length == 0 || (corrupted != null && corrupted.length == 0)) {
            return Optional.empty();
        }
        int[] answers = answered ? answers(number, source, positions) : null;
        int[] wrong = answered && dataset.hasWrongAnswers() ? wrong(number, source) : null;
        return Optional.of(new RunRow(number, source, clean, corrupted, positions, answers, wrong));
    }

    private int[] prompt(String column, int number, DatasetRow row, Written written) {
        int[] tokens = ids(written);
        int[] whole =
                prepended == null || written instanceof Written.Tokens
                        ? tokens
                        : IntStream.concat(IntStream.of(prepended), Arrays.stream(tokens))
                                .toArray();
        if (whole.length == 0) {
            reject(column, number, row, "has no tokens: write something, or set prepend_bos.");
        }
        return whole;
    }

    private int[] positions(int number, DatasetRow source, int length) {
        var position = source.places().position();
        var mask = source.places().mask();
        if (mask != null && mask.length != length) {
            reject(
                    "mask",
                    number,
                    source,
                    "has "
                            + mask.length
                            + " entries, but the prompt has "
                            + length
                            + " tokens: give one a token.");
            return new int[0];
        }
        if (position != null && position >= length) {
            reject(
                    "positions",
                    number,
                    source,
                    "is " + position + ", but the prompt's last position is " + (length - 1) + ".");
            return new int[0];
        }
        if (mask != null) {
            return IntStream.range(0, length).filter(pos -> mask[pos]).toArray();
        }
        return new int[] {position == null ? length - 1 : position};
    }

    private int[] answers(int number, DatasetRow source, int[] positions) {
        int[] tokens = ids(source.answers().right());
        if (tokens.length == 0) {
            reject("answers", number, source, "has no tokens: write something.");
            return new int[positions.length];
        }
        var mask = source.places().mask();
        if (mask == null) {
            return new int[] {tokens[0]};
        }
        if (tokens.length != mask.length) {
            reject(
                    "answers",
                    number,
                    source,
                    "has " + tokens.length + " tokens beside a mask of " + mask.length + ".");
            return new int[positions.length];
        }
        return Arrays.stream(positions).map(pos -> tokens[pos]).toArray();
    }

    private int[] wrong(int number, DatasetRow source) {
        int[][] each = source.answers().wrong().stream().map(this::ids).toArray(int[][]::new);
        if (Arrays.stream(each).anyMatch(tokens -> tokens.length == 0)) {
            reject("wrong_answers", number, source, "has no tokens: write something.");
            return new int[] {0};
        }
        return Arrays.stream(each).mapToInt(tokens -> tokens[0]).toArray();
    }

    private int[] ids(@Nullable Written written) {
        if (written instanceof Written.Tokens tokens) {
            return tokens.ids();
        }
        return written instanceof Written.Text text && tokenizer != null
                ? tokenizer.tokens(text.text())
                : new int[0];
    }

    private void reject(String column, int number, DatasetRow row, String detail) {
        violations.add(RowPlace.wrong(column, number, row, detail));
    }
}

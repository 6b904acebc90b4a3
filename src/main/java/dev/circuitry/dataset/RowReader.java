package dev.circuitry.dataset;

import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.ScoredPlaces;
import dev.circuitry.spec.Written;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one row and the rules that hold within it. */
final class RowReader {
    private final Cells cells;

    private RowReader(Cells cells) {
        this.cells = cells;
    }

    /** The row, or empty where it breaks a rule. */
    static Optional<DatasetRow> read(Cells cells) {
        return new RowReader(cells).row();
    }

    private Optional<DatasetRow> row() {
        var clean = written(Column.CLEAN, Column.CLEAN_TOKENS, false);
        if (clean == null && !cells.has(Column.CLEAN) && !cells.has(Column.CLEAN_TOKENS)) {
            cells.reject(Column.CLEAN, "is required: a prompt, as text or as tokens.");
        }
        var corrupted = written(Column.CORRUPTED, Column.CORRUPTED_TOKENS, false);
        if (clean != null && corrupted != null && clean.getClass() != corrupted.getClass()) {
            cells.reject(
                    Column.CORRUPTED,
                    "must be written as clean is: both as text, or both as tokens.");
        }
        var places = places(clean);
        var answers = answers(places, clean);
        boolean heldOut = heldOut();
        return clean == null
                ? Optional.empty()
                : Optional.of(new DatasetRow(clean, corrupted, answers, places, heldOut));
    }

    private @Nullable Written written(Column text, Column tokens, boolean single) {
        if (cells.has(text) && cells.has(tokens)) {
            cells.reject(
                    tokens,
                    "must be left out beside " + text.inRow() + ", or the other way round.");
            return null;
        }
        if (cells.has(text)) {
            return cells.text(text).map(Written.Text::new).orElse(null);
        }
        return cells.tokens(tokens, single).map(Written.Tokens::new).orElse(null);
    }

    private DatasetRow.Answers answers(ScoredPlaces places, @Nullable Written clean) {
        var right = written(Column.ANSWER, Column.ANSWER_TOKENS, true);
        var wrong = wrong();
        boolean answered = cells.has(Column.ANSWER) || cells.has(Column.ANSWER_TOKENS);
        if (!answered && !wrong.isEmpty()) {
            cells.reject(Column.WRONG_ANSWER, "needs an answer beside it.");
        }
        if (places.mask() != null && right instanceof Written.Text) {
            cells.reject(
                    Column.ANSWER,
                    "cannot be one text beside a mask: give answer_tokens, one token a position.");
        }
        if (places.mask() != null
                && right instanceof Written.Tokens tokens
                && clean instanceof Written.Tokens prompt
                && tokens.ids().length != prompt.ids().length) {
            cells.reject(
                    Column.ANSWER_TOKENS,
                    "has "
                            + tokens.ids().length
                            + " tokens beside a mask, but the prompt has "
                            + prompt.ids().length
                            + ": give one a position.");
        }
        return new DatasetRow.Answers(right, wrong);
    }

    /** One wrong answer or several. */
    private List<Written> wrong() {
        if (cells.has(Column.WRONG_ANSWER_TOKENS)) {
            if (cells.has(Column.WRONG_ANSWER)) {
                cells.reject(
                        Column.WRONG_ANSWER_TOKENS,
                        "must be left out beside wrong_answer, or the other way round.");
            }
            return cells.tokens(Column.WRONG_ANSWER_TOKENS, true).stream()
                    .flatMapToInt(java.util.Arrays::stream)
                    .<Written>mapToObj(token -> new Written.Tokens(new int[] {token}))
                    .toList();
        }
        if (cells.value(Column.WRONG_ANSWER) instanceof List<?> texts
                && !texts.isEmpty()
                && texts.stream().allMatch(String.class::isInstance)) {
            return texts.stream()
                    .<Written>map(text -> new Written.Text(String.valueOf(text)))
                    .toList();
        }
        return cells.text(Column.WRONG_ANSWER).stream().<Written>map(Written.Text::new).toList();
    }

    private ScoredPlaces places(@Nullable Written clean) {
        if (cells.has(Column.POSITION) && cells.has(Column.MASK)) {
            cells.reject(
                    Column.MASK, "must be left out beside a position, or the other way round.");
        }
        var position = cells.position(Column.POSITION).orElse(null);
        var mask = cells.mask(Column.MASK).orElse(null);
        if (clean instanceof Written.Tokens prompt) {
            checkLengths(prompt.ids().length, position, mask);
        }
        return position == null && mask == null
                ? ScoredPlaces.LAST
                : new ScoredPlaces(position, mask);
    }

    private void checkLengths(int length, @Nullable Integer position, boolean @Nullable [] mask) {
        if (position != null && position >= length) {
            cells.reject(Column.POSITION, tooFar(position, length));
        }
        if (mask != null && mask.length != length) {
            cells.reject(Column.MASK, unevenMask(mask.length, length));
        }
    }

    /** What is wrong with a position. */
    static String tooFar(int position, int length) {
        return "is " + position + ", but the prompt's last position is " + (length - 1) + ".";
    }

    /** What is wrong with a mask. */
    static String unevenMask(int entries, int length) {
        return "has "
                + entries
                + " entries, but the prompt has "
                + length
                + " tokens: give one a token.";
    }

    private boolean heldOut() {
        if (!cells.has(Column.SPLIT)) {
            return false;
        }
        var split = cells.value(Column.SPLIT);
        if (!"test".equals(split) && !"validation".equals(split)) {
            cells.reject(
                    Column.SPLIT,
                    "must be \"validation\" or \"test\", but is "
                            + Cells.shown(String.valueOf(split))
                            + ".");
        }
        return "test".equals(split);
    }
}

package dev.circuitry.spec;

import java.util.List;

/**
 * A lab's own prompts, whole and consistent in themselves; whether a model can run them is seen
 * when it is known.
 *
 * @param id SHA-256 of its content, lower-case hex: the same content has the same id however it was
 *     written
 * @param rows in the order given, at least one
 * @param prependBos whether texts begin with the model's token for that
 * @param multiTokenAnswers what becomes of rows with an answer of several tokens
 */
public record Dataset(
        String id, List<DatasetRow> rows, boolean prependBos, MultiTokenAnswers multiTokenAnswers) {
    public Dataset {
        rows = List.copyOf(rows);
    }

    /** Whether every row has a corrupted prompt; none has where one has none. */
    public boolean hasCorrupted() {
        return rows.get(0).corrupted() != null;
    }

    /** Whether every row has an answer; none has where one has none. */
    public boolean hasAnswers() {
        return rows.get(0).answers().right() != null;
    }

    /** Whether every row has wrong answers; none has where one has none. */
    public boolean hasWrongAnswers() {
        return !rows.get(0).answers().wrong().isEmpty();
    }

    /** How many rows are held out. */
    public int heldOut() {
        return (int) rows.stream().filter(DatasetRow::heldOut).count();
    }
}

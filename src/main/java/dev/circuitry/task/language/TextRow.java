package dev.circuitry.task.language;

import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.ScoredPlaces;
import dev.circuitry.spec.Written;
import java.util.List;

/**
 * A pair of prompts as a generator writes it, scored at the last token.
 *
 * @param clean the prompt, up to where the answer would follow
 * @param corrupted its counterpart
 * @param answer what should follow, the space before it included
 * @param wrongAnswers what should not
 */
record TextRow(Written clean, Written corrupted, Written answer, List<Written> wrongAnswers) {
    /** All of it as text. */
    static TextRow of(String clean, String corrupted, String answer, List<String> wrongAnswers) {
        return new TextRow(
                new Written.Text(clean),
                new Written.Text(corrupted),
                new Written.Text(answer),
                wrongAnswers.stream().<Written>map(Written.Text::new).toList());
    }

    /** The row as the data of a run. */
    DatasetRow held(boolean heldOut) {
        return new DatasetRow(
                clean,
                corrupted,
                new DatasetRow.Answers(answer, wrongAnswers),
                ScoredPlaces.LAST,
                heldOut);
    }
}

package dev.circuitry.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clean prompt beside its corrupted counterpart.
 *
 * @param clean what the circuit is to explain
 * @param corrupted its counterpart, or null where the data set has none
 * @param answers what the model should say, and should not
 * @param places where it is scored
 * @param heldOut whether it is kept from discovery, for the evaluation of the result
 */
public record DatasetRow(
        Written clean,
        @Nullable Written corrupted,
        Answers answers,
        ScoredPlaces places,
        boolean heldOut) {

    /**
     * A row's answers.
     *
     * @param right the right one, or null where the data set has none; one token a position where
     *     the row has a mask
     * @param wrong the wrong ones; none where the data set has none
     */
    public record Answers(@Nullable Written right, List<Written> wrong) {
        /** No answers. */
        public static final Answers NONE = new Answers(null, List.of());

        public Answers {
            wrong = List.copyOf(wrong);
        }
    }
}

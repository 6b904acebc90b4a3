package dev.circuitry.task;

import dev.circuitry.problem.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task's data: what discovery runs on, and what is held out.
 *
 * @param validation the rows of the run
 * @param test the rows held out for the evaluation of the result, or null where the task has none
 * @param notes how they came about
 */
public record TaskRows(PromptPairs validation, @Nullable PromptPairs test, Notes notes) {
    /**
     * How rows came about.
     *
     * @param prependedBos the token that was put before every text, or null
     * @param warnings what was done to rows
     */
    public record Notes(@Nullable Integer prependedBos, List<Warning> warnings) {
        /** Nothing to say. */
        public static final Notes NONE = new Notes(null, List.of());

        public Notes {
            warnings = List.copyOf(warnings);
        }
    }

    /** Rows about which there is nothing to say. */
    public static TaskRows of(PromptPairs validation, @Nullable PromptPairs test) {
        return new TaskRows(validation, test, Notes.NONE);
    }
}

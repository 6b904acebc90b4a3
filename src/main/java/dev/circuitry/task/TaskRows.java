package dev.circuitry.task;

import org.jspecify.annotations.Nullable;

/**
 * A task's data: what discovery runs on, and what is held out.
 *
 * @param validation the rows of the run
 * @param test the rows held out for the evaluation of the result, or null where the task has none
 */
public record TaskRows(PromptPairs validation, @Nullable PromptPairs test) {}

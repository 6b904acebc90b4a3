/**
 * Behaviours to explain: clean and corrupted prompts, answers, metrics, known circuit; one file a
 * task.
 */
@NullMarked
package dev.circuitry.task;

import org.jspecify.annotations.NullMarked;

package dev.circuitry.task;

import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * What a task's data hang on of the model.
 *
 * @param config its sizes
 * @param tokenizer or null where it has none
 */
public record TaskModel(TransformerConfig config, @Nullable Tokenizer tokenizer) {}

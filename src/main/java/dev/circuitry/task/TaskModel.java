package dev.circuitry.task;

import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.tokenizer.Tokenizer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a task's data hang on of the model.
 *
 * @param config its sizes
 * @param tokenizer or null where it has none
 * @param folder with its files, or null where it comes with the service
 */
public record TaskModel(
        TransformerConfig config, @Nullable Tokenizer tokenizer, @Nullable Path folder) {
    /** One without files of its own. */
    public TaskModel(TransformerConfig config, @Nullable Tokenizer tokenizer) {
        this(config, tokenizer, null);
    }
}

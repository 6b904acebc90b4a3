package dev.circuitry.model.format;

import dev.circuitry.model.ModelSource;

/**
 * A model in a folder, checked and not yet loaded.
 *
 * @param architecture a word for its family: model_type in Hugging Face's folders
 * @param source its weights as they lie in the files, without processing
 */
public record Checkpoint(String architecture, CheckpointSource source) {
    /** The weights with the reference's folding and centring, as far as the family allows it. */
    public ModelSource processed() {
        return new ProcessedSource(source);
    }
}

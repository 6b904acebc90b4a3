package dev.circuitry.model.format;

import dev.circuitry.model.ModelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A model in a folder, checked and not yet loaded.
 *
 * @param architecture a word for its family: model_type in Hugging Face's folders
 * @param folder where it lies
 * @param source its weights as they lie in the files, without processing
 */
public record Checkpoint(String architecture, Path folder, CheckpointSource source) {
    /** The weights with the reference's folding and centring, as far as the family allows it. */
    public ModelSource processed() {
        return new ProcessedSource(source);
    }

    /** What {@link #processed} does, by TransformerLens' names, in order. */
    public List<String> processingSteps() {
        return ProcessingStep.allowedBy(source.config()).stream()
                .map(ProcessingStep::wireName)
                .toList();
    }

    /**
     * The hash of every file that decides its numbers, by name: configuration, weights, tokenizer,
     * the hub's data.
     */
    public Map<String, String> fileHashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("config.json", source.hashOf(folder.resolve("config.json")));
        hashes.putAll(source.fileHashes());
        Stream.of(
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "validation_data.pt",
                        "mask_repeat_candidates.pkl")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .forEach(file -> hashes.put(file.getFileName().toString(), source.hashOf(file)));
        return hashes;
    }

    /** Of all files that decide its numbers together, as {@link FileHashes} says it. */
    public String sha256() {
        return FileHashes.together(fileHashes());
    }
}

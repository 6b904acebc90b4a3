package dev.circuitry.experiment.models;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from, for the manifest.
 *
 * @param sha256 of all that decides its numbers: configuration, weights and tokenizer
 * @param files SHA-256 of each file by its name; none for a model in the box
 * @param processing what is done to the weights on loading, in order
 * @param hub where it lies in a Hugging Face cache, or null
 */
public record ModelOrigin(
        String sha256, Map<String, String> files, List<String> processing, @Nullable Hub hub) {
    /**
     * A model's place on the hub.
     *
     * @param id {@code org/name}
     * @param revision a commit
     */
    public record Hub(String id, String revision) {}
}

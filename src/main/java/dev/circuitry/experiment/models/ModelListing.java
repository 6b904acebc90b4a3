package dev.circuitry.experiment.models;

import org.jspecify.annotations.Nullable;

/**
 * A model as the catalogue lists it.
 *
 * @param name in specifications
 * @param architecture a word for its kind, or null where its folder does not tell
 * @param sizes its sizes and those of its graph, or null likewise
 * @param sha256 of its weights, lower-case hex; null where they are large and were not read yet
 * @param reason why it cannot be used, or null where it can
 */
public record ModelListing(
        String name,
        @Nullable String architecture,
        @Nullable Sizes sizes,
        @Nullable String sha256,
        @Nullable String reason) {
    /** The sizes that decide its graph, and the graph's. */
    public record Sizes(int layers, int heads, int keyValueHeads, int dModel, int edges) {}
}

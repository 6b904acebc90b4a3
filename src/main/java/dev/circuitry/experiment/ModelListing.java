package dev.circuitry.experiment;

import org.jspecify.annotations.Nullable;

/**
 * A model as the catalogue lists it.
 *
 * @param name in specifications
 * @param architecture a word for its kind
 * @param sizes its sizes and those of its graph
 * @param sha256 of its weights, lower-case hex
 * @param reason why it cannot be used, or null where it can
 */
public record ModelListing(
        String name, String architecture, Sizes sizes, String sha256, @Nullable String reason) {
    /** The sizes that decide its graph, and the graph's. */
    public record Sizes(int layers, int heads, int keyValueHeads, int dModel, int edges) {}
}

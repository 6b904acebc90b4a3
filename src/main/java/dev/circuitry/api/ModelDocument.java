package dev.circuitry.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.circuitry.experiment.ModelListing;
import org.jspecify.annotations.Nullable;

/** A model as clients see it. */
record ModelDocument(
        String name,
        String architecture,
        @JsonProperty("n_layers") int layers,
        @JsonProperty("n_heads") int heads,
        @JsonProperty("n_key_value_heads") int keyValueHeads,
        @JsonProperty("d_model") int width,
        int edges,
        String sha256,
        boolean available,
        @Nullable String reason) {

    static ModelDocument of(ModelListing model) {
        var sizes = model.sizes();
        return new ModelDocument(
                model.name(),
                model.architecture(),
                sizes.layers(),
                sizes.heads(),
                sizes.keyValueHeads(),
                sizes.dModel(),
                sizes.edges(),
                model.sha256(),
                model.reason() == null,
                model.reason());
    }
}

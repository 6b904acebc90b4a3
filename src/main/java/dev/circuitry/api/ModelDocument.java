package dev.circuitry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.circuitry.experiment.models.ModelListing;
import org.jspecify.annotations.Nullable;

/** A model as clients see it; what its folder does not tell is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelDocument(
        String name,
        @Nullable String architecture,
        @JsonProperty("n_layers") @Nullable Integer layers,
        @JsonProperty("n_heads") @Nullable Integer heads,
        @JsonProperty("n_key_value_heads") @Nullable Integer keyValueHeads,
        @JsonProperty("d_model") @Nullable Integer width,
        @Nullable Integer edges,
        @JsonInclude @Nullable String sha256,
        boolean available,
        @JsonInclude @Nullable String reason) {

    static ModelDocument of(ModelListing model) {
        var sizes = model.sizes();
        return new ModelDocument(
                model.name(),
                model.architecture(),
                sizes == null ? null : (Integer) sizes.layers(),
                sizes == null ? null : (Integer) sizes.heads(),
                sizes == null ? null : (Integer) sizes.keyValueHeads(),
                sizes == null ? null : (Integer) sizes.dModel(),
                sizes == null ? null : (Integer) sizes.edges(),
                model.sha256(),
                model.reason() == null,
                model.reason());
    }
}

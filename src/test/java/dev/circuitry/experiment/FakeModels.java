package dev.circuitry.experiment;

import dev.circuitry.experiment.models.ModelListing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A few models by name. */
record FakeModels(List<ModelListing> all) implements SpecReader.ModelLookup {
    static FakeModels of(ModelListing... listings) {
        return new FakeModels(List.of(listings));
    }

    @Override
    public Optional<ModelListing> find(String name) {
        return all.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    @Override
    public List<String> names() {
        return all.stream().map(ModelListing::name).toList();
    }

    @Override
    public String absence(String name, @Nullable String nearest) {
        return "there is no model " + name + " (nearest: " + nearest + ")";
    }
}

package dev.circuitry.experiment;

import dev.circuitry.experiment.models.ModelCatalogue;
import dev.circuitry.experiment.models.ModelListing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of the catalogue, as a specification's reader asks for them. */
record CatalogueLookup(ModelCatalogue models) implements SpecReader.ModelLookup {
    @Override
    public Optional<ModelListing> find(String name) {
        return models.listing(name);
    }

    @Override
    public List<String> names() {
        return models.listings().stream().map(ModelListing::name).toList();
    }

    @Override
    public String absence(String name, @Nullable String nearest) {
        return models.absence(name, nearest);
    }
}

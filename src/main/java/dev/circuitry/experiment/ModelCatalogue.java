package dev.circuitry.experiment;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import dev.circuitry.model.format.ListedFolder;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.rasp.Programs;
import dev.circuitry.rasp.compiler.RaspCompiler;
import dev.circuitry.spec.Processing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that can be named: those in the box, which make themselves in milliseconds, and those
 * that lie in folders, which are not listed yet.
 */
final class ModelCatalogue {
    /** A model that comes with the service. */
    private record BoxedModel(String architecture, Weights weights) {}

    private final Map<String, BoxedModel> models = new LinkedHashMap<>();
    private final List<ModelListing> listings;

    private final ModelFolders folders;

    ModelCatalogue(ModelFolders folders) {
        this.folders = folders;
        add(
                "tracr-reverse",
                "compiled",
                CompiledModel.of(RaspCompiler.compile(Programs.reverse())));
        add(
                "tracr-proportion",
                "compiled",
                CompiledModel.of(RaspCompiler.compile(Programs.proportion())));
        add("or_gate", "hand-built", OrGateModel.weights());
        listings =
                models.entrySet().stream()
                        .map(entry -> listing(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private void add(String name, String architecture, Weights weights) {
        models.put(name, new BoxedModel(architecture, weights));
    }

    /**
     * Weights of the model of that name. Those in the box are never processed, as in the reference.
     *
     * @throws dev.circuitry.problem.ProblemException MODEL_UNUSABLE, where it lies in a folder that
     *     does not hold together
     */
    Optional<ModelSource> find(String name, Processing processing) {
        var boxed = models.get(name);
        if (boxed != null) {
            return Optional.of(boxed.weights());
        }
        return folders.find(name)
                .map(ListedFolder::usable)
                .map(found -> processing == Processing.NONE ? found.source() : found.processed());
    }

    /** All of them, with the sizes of their graphs. */
    List<ModelListing> listings() {
        return listings;
    }

    private static ModelListing listing(String name, BoxedModel model) {
        Dimensions sizes = model.weights().config().dimensions();
        var graph =
                new ComputationalGraph(
                        shape(model.weights().config(), model.architecture().equals("compiled")));
        return new ModelListing(
                name,
                model.architecture(),
                new ModelListing.Sizes(
                        sizes.layers(),
                        sizes.heads(),
                        sizes.heads(),
                        sizes.dModel(),
                        graph.full().size()),
                model.weights().sha256(),
                null);
    }

    /** What decides the graph of a model of this kind. */
    static GraphShape shape(TransformerConfig config, boolean splitEmbedding) {
        Dimensions sizes = config.dimensions();
        var placement = config.mlp().parallel() ? MlpPlacement.PARALLEL : MlpPlacement.SEQUENTIAL;
        var mlp = sizes.hasMlps() ? placement : MlpPlacement.NONE;
        return new GraphShape(
                sizes.layers(), sizes.heads(), sizes.keyValueHeads(), mlp, splitEmbedding);
    }
}

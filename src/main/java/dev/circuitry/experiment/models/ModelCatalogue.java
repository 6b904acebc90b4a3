package dev.circuitry.experiment.models;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import dev.circuitry.model.format.Checkpoint;
import dev.circuitry.model.format.ListedFolder;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.model.tokenizer.Tokenizers;
import dev.circuitry.rasp.Programs;
import dev.circuitry.rasp.compiler.RaspCompiler;
import dev.circuitry.spec.Processing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that can be named: those in the box, which make themselves in milliseconds, and those
 * that lie in folders, which are looked at anew each time. Safe for several threads.
 */
public final class ModelCatalogue {
    /** Weights up to this size are hashed for a list; larger ones when a job reads them. */
    private static final long HASHED_AT_ONCE = 64 << 20;

    /** A model that comes with the service. */
    private record BoxedModel(String architecture, Weights weights) {}

    private final Map<String, BoxedModel> boxed = new LinkedHashMap<>();
    private final ModelFolders folders;
    private final Tokenizers tokenizers = new Tokenizers();

    /** Those in the box, and those in folders. */
    public ModelCatalogue(ModelFolders folders) {
        this.folders = folders;
        box(
                "tracr-reverse",
                "compiled",
                CompiledModel.of(RaspCompiler.compile(Programs.reverse())));
        box(
                "tracr-proportion",
                "compiled",
                CompiledModel.of(RaspCompiler.compile(Programs.proportion())));
        box("or_gate", "hand-built", OrGateModel.weights());
        box("induction-2l", "trained", InductionModel.weights());
    }

    private void box(String name, String architecture, Weights weights) {
        boxed.put(name, new BoxedModel(architecture, weights));
    }

    /**
     * The model of a name. Those in the box are never processed, as in the reference.
     *
     * @throws dev.circuitry.problem.ProblemException MODEL_UNUSABLE, where it lies in a folder that
     *     does not hold together
     */
    public Optional<CatalogueModel> find(String name, Processing processing) {
        var own = boxed.get(name);
        if (own != null) {
            var origin = new ModelOrigin(own.weights().sha256(), Map.of(), List.of(), null);
            return Optional.of(new CatalogueModel(name, own.weights(), processing, null, origin));
        }
        return folder(name).map(folder -> inFolder(folder, processing));
    }

    /** A short name of the reference's is that of the hub's model too. */
    private Optional<ListedFolder> folder(String name) {
        return folders.find(name).or(() -> HubNames.of(name).flatMap(folders::find));
    }

    private CatalogueModel inFolder(ListedFolder folder, Processing processing) {
        var checkpoint = folder.usable();
        boolean plain = processing == Processing.NONE;
        return new CatalogueModel(
                folder.name(),
                plain ? checkpoint.source() : checkpoint.processed(),
                processing,
                tokenizers.of(folder.folder()).orElse(null),
                origin(folder, checkpoint, plain));
    }

    private static ModelOrigin origin(ListedFolder folder, Checkpoint checkpoint, boolean plain) {
        return new ModelOrigin(
                checkpoint.sha256(),
                checkpoint.fileHashes(),
                plain ? List.of() : checkpoint.processingSteps(),
                folder.revision()
                        .map(revision -> new ModelOrigin.Hub(hubId(folder.name()), revision))
                        .orElse(null));
    }

    private static String hubId(String name) {
        int revision = name.indexOf('@');
        return revision < 0 ? name : name.substring(0, revision);
    }

    /**
     * What decides a model's data and graph, without its hash.
     *
     * @throws dev.circuitry.problem.ProblemException MODEL_UNUSABLE likewise
     */
    public Optional<TransformerConfig> config(String name) {
        var own = boxed.get(name);
        return own != null
                ? Optional.of(own.weights().config())
                : folder(name).map(folder -> folder.usable().source().config());
    }

    /** The tokenizer of the model of that name, or empty where it has none. */
    public Optional<Tokenizer> tokenizer(String name) {
        return boxed.containsKey(name)
                ? Optional.empty()
                : folder(name).flatMap(found -> tokenizers.of(found.folder()));
    }

    /** Where the model of that name lies, or empty where it comes with the service. */
    public Optional<Path> folderOf(String name) {
        return boxed.containsKey(name) ? Optional.empty() : folder(name).map(ListedFolder::folder);
    }

    /** All of them, usable or not. */
    public List<ModelListing> listings() {
        List<ModelListing> listings = new ArrayList<>();
        boxed.forEach((name, model) -> listings.add(listing(name, model)));
        folders.all().stream()
                .filter(folder -> !boxed.containsKey(folder.name()))
                .map(ModelCatalogue::listing)
                .forEach(listings::add);
        return listings;
    }

    /** The model of that name as lists show it. */
    public Optional<ModelListing> listing(String name) {
        var own = boxed.get(name);
        return own != null
                ? Optional.of(listing(name, own))
                : folder(name).map(ModelCatalogue::listing);
    }

    private static ModelListing listing(String name, BoxedModel model) {
        return new ModelListing(
                name,
                model.architecture(),
                sizes(model.weights().config(), model.architecture().equals("compiled")),
                model.weights().sha256(),
                null);
    }

    private static ModelListing listing(ListedFolder folder) {
        var checkpoint = folder.checkpoint();
        if (checkpoint == null) {
            return new ModelListing(folder.name(), null, null, null, reason(folder));
        }
        return new ModelListing(
                folder.name(),
                checkpoint.architecture(),
                sizes(checkpoint.source().config(), false),
                checkpoint.source().knownSha256(HASHED_AT_ONCE).orElse(null),
                null);
    }

    private static String reason(ListedFolder folder) {
        var problem = folder.problem();
        return problem == null ? "it cannot be read" : problem.detail();
    }

    private static ModelListing.Sizes sizes(TransformerConfig config, boolean splitEmbedding) {
        Dimensions sizes = config.dimensions();
        return new ModelListing.Sizes(
                sizes.layers(),
                sizes.heads(),
                sizes.keyValueHeads(),
                sizes.dModel(),
                shape(config, splitEmbedding).countedEdges());
    }

    /**
     * Says that nobody has a name, where was looked, and how to get it.
     *
     * @param nearest what was probably meant, or null
     */
    public String absence(String name, @Nullable String nearest) {
        var places = new StringBuilder("there is no model \"").append(name).append("\"");
        places.append(
                nearest == null
                        ? " (GET /models lists those there are)"
                        : " (nearest: " + nearest + ")");
        folders.directories()
                .forEach(directory -> places.append(", no such folder in ").append(directory));
        var onHub = HubNames.of(name).orElse(name);
        if (onHub.matches("[\\w.-]+/[\\w.-]+(@[\\w./-]+)?")) {
            folders.caches()
                    .forEach(
                            cache ->
                                    places.append(", no ")
                                            .append(onHub)
                                            .append(" in ")
                                            .append(cache));
            places.append(". Fetch it with: hf download ")
                    .append(onHub.replaceFirst("@", " --revision "));
        }
        return places.toString();
    }

    /** Where models are looked for. */
    public ModelFolders folders() {
        return folders;
    }

    /** The graph of a model of this kind, its embeddings one node. */
    public static ComputationalGraph graph(TransformerConfig config) {
        return new ComputationalGraph(shape(config, false));
    }

    /** What decides the graph of a model of this kind. */
    public static GraphShape shape(TransformerConfig config, boolean splitEmbedding) {
        Dimensions sizes = config.dimensions();
        var placement = config.mlp().parallel() ? MlpPlacement.PARALLEL : MlpPlacement.SEQUENTIAL;
        var mlp = sizes.hasMlps() ? placement : MlpPlacement.NONE;
        return new GraphShape(
                sizes.layers(), sizes.heads(), sizes.keyValueHeads(), mlp, splitEmbedding);
    }
}

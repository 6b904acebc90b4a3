package dev.circuitry.experiment;

import dev.circuitry.experiment.models.CatalogueModel;
import dev.circuitry.experiment.models.ModelCatalogue;
import dev.circuitry.experiment.models.ModelListing;
import dev.circuitry.experiment.models.WeightStore;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.CustomTask;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.ScoredTokens;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskCatalogue;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts experiments together from specifications. Safe for several threads. */
public final class Experiments {
    /** What the name of reset weights adds to their model's. */
    static final String RESET = "-reset";

    private final TaskCatalogue tasks = new TaskCatalogue();
    private final ModelCatalogue models;
    private final WeightStore weights;
    private final Resources resources;

    /** On the models in the box. */
    public Experiments() {
        this(new ModelFolders(List.of(), List.of()), Resources.UNLIMITED);
    }

    /**
     * On those in folders too.
     *
     * @param resources what they may use
     */
    public Experiments(ModelFolders folders, Resources resources) {
        this.models = new ModelCatalogue(folders);
        this.weights = new WeightStore(resources.weights());
        this.resources = resources;
    }

    /** The tasks there are. */
    public List<Task> tasks() {
        return tasks.all();
    }

    /** The task of that name. */
    public Optional<Task> task(String name) {
        return tasks.find(name);
    }

    /** The models there are. */
    public List<ModelListing> models() {
        return models.listings();
    }

    /** The model of that name. */
    public Optional<ModelListing> model(String name) {
        return models.listing(name);
    }

    /** Where models are looked for. */
    public ModelFolders modelFolders() {
        return models.folders();
    }

    /** The graph a specification's run works on, without making any tensor. */
    public ComputationalGraph graphOf(JobSpec spec) {
        return graph(taskOf(spec.subject()), configOf(spec.subject().model()));
    }

    /** The graph of a task on its default model. */
    public ComputationalGraph graphOf(Task task) {
        return task.defaultShape()
                .map(ComputationalGraph::new)
                .orElseGet(() -> graph(task, configOf(task.defaultModel())));
    }

    /**
     * The hash of all that a specification names without telling: its model's files. Reads them
     * where that was not done before.
     */
    public String contentHash(JobSpec spec) {
        var subject = spec.subject();
        var hash = found(runModel(spec), spec).origin().sha256();
        return spec.measure().resetNetwork()
                ? hash + found(subject.model(), spec).origin().sha256()
                : hash;
    }

    /** The rows a specification's run works on. */
    public TaskRows rowsOf(JobSpec spec) {
        return taskOf(spec.subject())
                .rows(spec.subject(), spec.measure(), taskModel(spec.subject().model()));
    }

    /** The positions of each row that decide a specification's run, {@code [row][scored]}. */
    public int[][] scoredPositions(JobSpec spec, PromptPairs pairs) {
        var metric = WireName.parse(MetricKind.class, spec.measure().metric()).orElseThrow();
        var scored = taskOf(spec.subject()).scored(metric, pairs);
        return ScoredTokens.positions(scored, pairs.rows(), pairs.length());
    }

    /**
     * A reader of the specifications that can be run here.
     *
     * @param datasets those that are stored
     * @param devices that have a worker
     */
    public SpecReader specReader(SpecReader.DatasetLookup datasets, List<String> devices) {
        return new SpecReader(
                new SpecReader.Offer(tasks(), new CatalogueLookup(models), datasets, devices),
                new DataInspector(this));
    }

    /**
     * The circuit that people have found for what a specification explains, on its graph.
     *
     * @throws ProblemException INVALID_SPEC naming every row of a job's own that is no edge
     */
    public Optional<Circuit> knownCircuit(JobSpec spec, ComputationalGraph graph) {
        return taskOf(spec.subject()).knownCircuit(graph);
    }

    /**
     * Loads the model and makes the data.
     *
     * @param spec what to run
     * @param device {@code cpu} or {@code cuda:N}
     * @return to be closed on the thread that assembled it, which is the only one to use it
     */
    public Experiment assemble(JobSpec spec, String device) {
        return assemble(spec, device, () -> {});
    }

    /**
     * The same, for a run that may have to stop meanwhile.
     *
     * @param check asked between the parts of the work, and later before each forward pass outside
     *     of discovery; what it throws ends the work
     */
    public Experiment assemble(JobSpec spec, String device, Runnable check) {
        check.run();
        var task = taskOf(spec.subject());
        var trained = found(spec.subject().model(), spec);
        var model = spec.measure().resetNetwork() ? found(runModel(spec), spec) : trained;
        model.requireSizesOf(trained);
        var graph = graph(task, model.weights().config());
        Optional<Circuit> known = task.knownCircuit(graph);
        var rows = task.rows(spec.subject(), spec.measure(), taskModel(spec.subject().model()));
        check.run();
        var config = model.weights().config();
        var place =
                new Experiment.Place(
                        device,
                        resources.threads().of(ParameterShapes.parameters(config)),
                        fit(spec, rows.validation()).rowsAtOnce());
        var ingredients = new Ingredients(task, model, trained, graph, rows, known);
        return new Experiment(spec, ingredients, weights, place, check);
    }

    /** The name of the model whose weights are run. */
    private static String runModel(JobSpec spec) {
        var name = spec.subject().model();
        return spec.measure().resetNetwork() ? name + RESET : name;
    }

    /** Bytes that the weights of a run take, and those that there may be. */
    MemoryNeed memoryNeed(JobSpec spec) {
        var precision = spec.measure().precision();
        long bytes =
                Stream.of(spec.subject().model(), runModel(spec))
                        .distinct()
                        .mapToLong(name -> RunMemory.ofWeights(configOf(name), precision))
                        .sum();
        return new MemoryNeed(bytes, weights.budget());
    }

    /** How a run on these rows fits what it may take beside weights. */
    RunFit fit(JobSpec spec, PromptPairs pairs) {
        var config = configOf(spec.subject().model());
        var graph = graph(taskOf(spec.subject()), config);
        return new RunFit(RunMemory.of(spec, config, graph, pairs), resources.run());
    }

    /** Bytes needed beside the bytes that there may be. */
    record MemoryNeed(long bytes, long budget) {}

    /**
     * Looks at a run without running it.
     *
     * @param device {@code cpu} or {@code cuda:N}
     */
    public Preflight preflight(JobSpec spec, String device) {
        try (var experiment = assemble(spec, device)) {
            return Preflight.of(spec, experiment, taskModel(spec.subject().model()).tokenizer());
        }
    }

    private static ComputationalGraph graph(Task task, TransformerConfig config) {
        return new ComputationalGraph(ModelCatalogue.shape(config, task.splitEmbedding()));
    }

    private TaskModel taskModel(String name) {
        return new TaskModel(
                configOf(name),
                models.tokenizer(name).orElse(null),
                models.folderOf(name).orElse(null));
    }

    /** What is explained: a task of its own, or the job's data. */
    Task taskOf(Subject subject) {
        var custom = subject.custom();
        return custom != null ? new CustomTask(custom) : namedTask(subject);
    }

    private Task namedTask(Subject subject) {
        return tasks.find(subject.task())
                .orElseThrow(() -> new IllegalArgumentException("no task " + subject.task()));
    }

    private TransformerConfig configOf(String model) {
        return models.config(model).orElseThrow(() -> absent(model));
    }

    private CatalogueModel found(String model, JobSpec spec) {
        return models.find(model, spec.measure().processing()).orElseThrow(() -> absent(model));
    }

    /** A model was there when the job was accepted, and its folder has gone. */
    private ProblemException absent(String model) {
        return new ProblemException(ProblemCode.MODEL_UNUSABLE, models.absence(model, null));
    }
}

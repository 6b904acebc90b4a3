package dev.circuitry.experiment;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskCatalogue;
import dev.circuitry.task.TaskRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts experiments together from specifications. Safe for several threads. */
public final class Experiments {
    private final TaskCatalogue tasks = new TaskCatalogue();
    private final ModelCatalogue models;

    /** On the models in the box. */
    public Experiments() {
        this(new ModelFolders(List.of(), List.of()));
    }

    /** On those in folders too. */
    public Experiments(ModelFolders folders) {
        this.models = new ModelCatalogue(folders);
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

    /** The graph a specification's run works on, without making any tensor. */
    public ComputationalGraph graphOf(JobSpec spec) {
        return graph(taskOf(spec.subject()), weightsOf(spec));
    }

    /** The graph of a task on its default model. */
    public ComputationalGraph graphOf(Task task) {
        return graph(task, weightsOf(task.defaultModel(), Processing.DEFAULT));
    }

    /** The rows a specification's run works on. */
    public TaskRows rowsOf(JobSpec spec) {
        return taskOf(spec.subject()).rows(spec.subject(), weightsOf(spec).config());
    }

    /** The rows of a task on its default model, everything else at its default too. */
    public TaskRows rowsOf(Task task) {
        Map<String, Object> options = new TreeMap<>();
        task.options().forEach(option -> options.put(option.name(), option.defaultValue()));
        var subject =
                new Subject(task.name(), task.defaultModel(), options, task.defaultSampling());
        return task.rows(subject, weightsOf(task.defaultModel(), Processing.DEFAULT).config());
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
        var weights = weightsOf(spec);
        var graph = graph(task, weights);
        Optional<Circuit> known = task.knownCircuit(graph);
        var rows = task.rows(spec.subject(), weights.config());
        check.run();
        var ingredients = new Ingredients(task, weights, graph, rows, known);
        return new Experiment(spec, ingredients, device, check);
    }

    private static ComputationalGraph graph(Task task, ModelSource weights) {
        return new ComputationalGraph(
                ModelCatalogue.shape(weights.config(), task.splitEmbedding()));
    }

    private Task taskOf(Subject subject) {
        return tasks.find(subject.task())
                .orElseThrow(() -> new IllegalArgumentException("no task " + subject.task()));
    }

    private ModelSource weightsOf(JobSpec spec) {
        return weightsOf(spec.subject().model(), spec.measure().processing());
    }

    private ModelSource weightsOf(String model, Processing processing) {
        return models.find(model, processing)
                .orElseThrow(() -> new IllegalArgumentException("no model " + model));
    }
}

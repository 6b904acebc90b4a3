package dev.circuitry.experiment;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskCatalogue;
import dev.circuitry.task.TaskRows;
import java.util.List;
import java.util.Optional;

/** Puts experiments together from specifications. Safe for several threads. */
public final class Experiments {
    private final TaskCatalogue tasks = new TaskCatalogue();

    /** The tasks there are. */
    public List<Task> tasks() {
        return tasks.all();
    }

    /** The models there are. */
    public List<ModelListing> models() {
        throw new UnsupportedOperationException();
    }

    /** The graph a specification's run works on, without loading any weights. */
    public ComputationalGraph graphOf(JobSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** The graph of a task on its default model. */
    public ComputationalGraph graphOf(Task task) {
        throw new UnsupportedOperationException();
    }

    /** The rows a specification's run works on. */
    public TaskRows rowsOf(JobSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** The task of that name. */
    public Optional<Task> task(String name) {
        return tasks.find(name);
    }

    /**
     * Loads the model, makes the data and runs the clean and the corrupted pass.
     *
     * @param spec what to run
     * @param device {@code cpu} or {@code cuda:N}
     * @return to be closed on the thread that assembled it, which is the only one to use it
     */
    public Experiment assemble(JobSpec spec, String device) {
        throw new UnsupportedOperationException();
    }
}

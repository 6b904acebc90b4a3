package dev.circuitry.experiment;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.model.ModelSource;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskRows;
import java.util.Optional;

/**
 * What an experiment is made of, before any tensor.
 *
 * @param task the behaviour
 * @param weights the model
 * @param graph the model's
 * @param rows the data
 * @param known the circuit that people have found, if any
 */
record Ingredients(
        Task task,
        ModelSource weights,
        ComputationalGraph graph,
        TaskRows rows,
        Optional<Circuit> known) {}

package dev.circuitry.experiment;

import dev.circuitry.experiment.models.CatalogueModel;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskRows;
import java.util.Optional;

/**
 * What an experiment is made of, before any tensor.
 *
 * @param task the behaviour
 * @param model that is run
 * @param trained that the clean baselines come from: the same but for reset weights
 * @param graph the model's
 * @param rows the data
 * @param known the circuit that people have found, if any
 */
record Ingredients(
        Task task,
        CatalogueModel model,
        CatalogueModel trained,
        ComputationalGraph graph,
        TaskRows rows,
        Optional<Circuit> known) {}

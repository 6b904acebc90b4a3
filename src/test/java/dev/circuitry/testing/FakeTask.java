package dev.circuitry.testing;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Scored;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskOption;
import dev.circuitry.task.TaskRows;
import java.util.List;
import java.util.Optional;

/**
 * A task of two rows with every kind of option, on the model of its name; at most 100 rows, five
 * tokens each.
 */
public record FakeTask(String name, boolean drawsData) implements Task {
    @Override
    public String description() {
        return "Stands in for a task.";
    }

    @Override
    public String defaultModel() {
        return name;
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.L2, MetricKind.NLL);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(6, 5, 1234);
    }

    @Override
    public List<TaskOption> options() {
        return List.of(
                new TaskOption("template", "string", "abba", List.of("abba", "baba"), "Order."),
                new TaskOption("distance", "integer", 3, List.of(), "How far."),
                new TaskOption("noisy", "boolean", false, List.of(), "Noise."));
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        if (sampling.seqLen() != 5) {
            return Optional.of("must be 5, but is " + sampling.seqLen() + ".");
        }
        return sampling.numExamples() > 100
                ? Optional.of("must be at most 100, but is " + sampling.numExamples() + ".")
                : Optional.empty();
    }

    @Override
    public Optional<String> caution(MetricKind metric) {
        return metric == MetricKind.NLL
                ? Optional.of("nll says little about this task.")
                : Optional.empty();
    }

    @Override
    public Scored scored(MetricKind metric, PromptPairs prompts) {
        return Scored.last(prompts.rows(), prompts.length());
    }

    @Override
    public boolean holdsOutRows() {
        return false;
    }

    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        return TaskRows.of(
                PromptPairs.ofTokens(new int[][] {{0, 1}, {1, 0}}, new int[][] {{1, 0}, {0, 1}}),
                null);
    }

    @Override
    public Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return Optional.of(graph.full());
    }
}

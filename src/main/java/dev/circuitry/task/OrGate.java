package dev.circuitry.task;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Scored;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import java.util.List;
import java.util.Optional;

/**
 * Two heads, either of which makes the output one (reference: logic_gates/utils.py). ACDC keeps one
 * of them, which one depends on the order: its known blind spot.
 */
public final class OrGate implements Task {
    private static final int[][] ROW = {{0}};

    @Override
    public String name() {
        return "or_gate";
    }

    @Override
    public String description() {
        return "A hand-built model whose output is the OR of two heads. Use zero ablation: the prompts are equal.";
    }

    @Override
    public String defaultModel() {
        return name();
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.OR_GATE);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(1, 1, 1234);
    }

    @Override
    public Precision defaultPrecision() {
        return Precision.FLOAT64;
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        return sampling.numExamples() == 1 && sampling.seqLen() == 1
                ? Optional.empty()
                : Optional.of("must be 1: the task has one row of one token. Leave it out.");
    }

    @Override
    public Scored scored(MetricKind metric, PromptPairs prompts) {
        return Scored.all(prompts.rows(), prompts.length());
    }

    @Override
    public boolean holdsOutRows() {
        return false;
    }

    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        return TaskRows.of(PromptPairs.ofTokens(ROW, ROW), null);
    }
}

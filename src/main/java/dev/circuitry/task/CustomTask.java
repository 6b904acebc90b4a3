package dev.circuitry.task;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.SubgraphReader;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.spec.CustomBehaviour;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lab's own prompts on any model. One a job; which metrics apply hangs on what its rows have. */
public final class CustomTask implements Task {
    private final CustomBehaviour data;

    /** The task of these data. */
    public CustomTask(CustomBehaviour data) {
        this.data = data;
    }

    /** The data. */
    public CustomBehaviour data() {
        return data;
    }

    @Override
    public String name() {
        return CustomBehaviour.TASK;
    }

    @Override
    public String description() {
        return "Prompts that come with the job.";
    }

    /** None: a job names one. */
    @Override
    public String defaultModel() {
        return "";
    }

    @Override
    public boolean runsOn(String model) {
        return true;
    }

    @Override
    public List<MetricKind> metrics() {
        List<MetricKind> metrics = new ArrayList<>(List.of(MetricKind.KL_DIV));
        if (data.dataset().hasAnswers()) {
            metrics.addAll(List.of(MetricKind.NLL, MetricKind.MATCH_NLL));
        }
        if (data.dataset().hasWrongAnswers()) {
            metrics.addAll(List.of(MetricKind.LOGIT_DIFF, MetricKind.FRAC_CORRECT));
        }
        return metrics;
    }

    /** All rows there are, of whatever length. */
    @Override
    public Sampling defaultSampling() {
        return new Sampling(DatasetRows.ALL, DatasetRows.ALL, 1234);
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        return Optional.empty(); // it hangs on the model's tokens
    }

    @Override
    public boolean holdsOutRows() {
        return data.dataset().heldOut() > 0;
    }

    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        return DatasetRows.of(data.dataset(), subject.sampling(), measure, model);
    }

    @Override
    public Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return Optional.ofNullable(data.knownCircuit())
                .map(rows -> new SubgraphReader(graph).fromRows(rows, "#/known_circuit"));
    }
}

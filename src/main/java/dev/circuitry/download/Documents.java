package dev.circuitry.download;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.models.ModelListing;
import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.Palette;
import dev.circuitry.graph.Circuit;
import dev.circuitry.job.JobView;
import dev.circuitry.job.RunRecords;
import dev.circuitry.task.ComponentGroup;
import dev.circuitry.task.KnownCircuit;
import dev.circuitry.task.Task;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Circuits with what is known about them: of runs as far as they got, and of tasks. */
public final class Documents {
    /** Fields of a specification that a circuit is told with. */
    private static final List<String> TOLD =
            List.of("task", "model", "metric", "ablation", "threshold");

    private final RunRecords records;
    private final Experiments experiments;

    /** From the records of all runs, and what there is to run. */
    public Documents(RunRecords records, Experiments experiments) {
        this.records = records;
        this.experiments = experiments;
    }

    /**
     * A run's circuit.
     *
     * @param step as it stood after this step; null for as far as the run got
     * @throws dev.circuitry.problem.ProblemException INVALID_PARAMETER for a step there is not
     */
    public CircuitDocument ofRun(JobView job, @Nullable Integer step) {
        var snapshot = records.circuit(job.id(), step);
        var spec = job.request().spec();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("job", job.id().toString());
        attributes.put("status", job.status().wireName());
        if (step != null) {
            attributes.put("step", step);
        }
        TOLD.forEach(name -> attributes.put(name, spec.getOrDefault(name, "")));
        attributes.put("metric_value", snapshot.metric());
        describe(attributes, snapshot.circuit(), String.valueOf(spec.get("model")));
        return CircuitDocument.ofRun(attributes, snapshot.circuit(), snapshot.effects())
                .in(palette(spec, snapshot.circuit()));
    }

    /** The task's groups, on the model in which they were found. */
    private Palette palette(Map<String, Object> spec, Circuit circuit) {
        return experiments
                .task(String.valueOf(spec.get("task")))
                .filter(task -> task.defaultModel().equals(spec.get("model")))
                .filter(task -> task.knownCircuit(circuit.graph()).isPresent())
                .map(task -> palette(task.groups()))
                .orElse(Palette.BY_COMPONENT);
    }

    private static Palette palette(List<ComponentGroup> groups) {
        return new Palette(
                groups.stream()
                        .map(
                                group ->
                                        new Palette.Group(
                                                group.name(),
                                                Color.decode(group.colour()),
                                                group.components()))
                        .toList());
    }

    /** A version of a task's known circuit; empty where there is none. */
    public Optional<CircuitDocument> ofKnown(Task task, KnownCircuit.Version version) {
        return task.knownCircuit(experiments.graphOf(task), version)
                .map(
                        known -> {
                            var circuit = known.circuit();
                            Map<String, Object> attributes = new LinkedHashMap<>();
                            attributes.put("task", task.name());
                            attributes.put("model", task.defaultModel());
                            describe(attributes, circuit, task.defaultModel());
                            return CircuitDocument.ofKnown(attributes, circuit)
                                    .in(palette(known.groups()));
                        });
    }

    private void describe(Map<String, Object> attributes, Circuit circuit, String model) {
        attributes.put("counted_edges", circuit.size());
        experiments
                .model(model)
                .map(ModelListing::sizes)
                .ifPresent(sizes -> attributes.put(CircuitDocument.D_MODEL, sizes.dModel()));
    }
}

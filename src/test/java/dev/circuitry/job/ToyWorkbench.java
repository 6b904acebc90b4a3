package dev.circuitry.job;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Discovery;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.experiment.RunResult;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Priority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs toys; a test says how the evaluator of a task behaves. */
final class ToyWorkbench implements Workbench {
    private final Map<String, UnaryOperator<CircuitEvaluator>> behaviours =
            new ConcurrentHashMap<>();

    private final Map<String, Runnable> loading = new ConcurrentHashMap<>();

    /** The names of the jobs assembled, in order. */
    final List<String> assembled = new CopyOnWriteArrayList<>();

    /** Puts something around the evaluator of a task's runs. */
    void behave(String task, UnaryOperator<CircuitEvaluator> behaviour) {
        behaviours.put(task, behaviour);
    }

    /** Lets something happen while a task's runs are put together. */
    void whileLoading(String task, Runnable happening) {
        loading.put(task, happening);
    }

    @Override
    public Map<String, Object> fields(JobSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", spec.subject().task());
        fields.put("model", spec.subject().model());
        fields.put("threshold", spec.acdc().threshold());
        fields.put("max_num_epochs", spec.acdc().maxNumEpochs());
        if (spec.labels().name() != null) {
            fields.put("name", spec.labels().name());
        }
        return fields;
    }

    @Override
    public String contentHash(JobSpec spec) {
        return "toy";
    }

    @Override
    public JobSpec spec(Map<String, Object> fields) {
        var labels = new Labels((String) fields.get("name"), null, List.of());
        return Toy.spec(String.valueOf(fields.get("task")), labels, Priority.NORMAL);
    }

    @Override
    public ComputationalGraph graphOf(JobSpec spec) {
        return Toy.GRAPH;
    }

    @Override
    public Run assemble(JobSpec spec, String device, Runnable check) {
        assembled.add(String.valueOf(spec.labels().name()));
        loading.getOrDefault(spec.subject().task(), () -> {}).run();
        check.run();
        return new ToyRun(
                spec, behaviours.getOrDefault(spec.subject().task(), UnaryOperator.identity()));
    }

    private record ToyRun(JobSpec spec, UnaryOperator<CircuitEvaluator> behaviour) implements Run {
        @Override
        public ComputationalGraph graph() {
            return Toy.GRAPH;
        }

        @Override
        public RunResult run(
                @Nullable RunLog past,
                DiscoveryListener listener,
                UnaryOperator<CircuitEvaluator> wrap) {
            var evaluator = wrap.apply(behaviour.apply(Toy.EVALUATOR));
            return result(new Acdc(spec.acdc()).resume(Toy.GRAPH, evaluator, past, listener));
        }

        private static RunResult result(Discovery found) {
            var circuit = found.circuit();
            int edges = circuit.size();
            return new RunResult(
                    new RunResult.Size(
                            Toy.GRAPH.full().size(),
                            edges,
                            found.untestedEdges(),
                            circuit.nodes().size(),
                            0),
                    new RunResult.Metric(found.initialMetric(), found.metric(), 0),
                    new RunResult.Counts(
                            found.ending().steps(),
                            found.ending().evaluations(),
                            1,
                            found.ending().stoppedBy()),
                    null,
                    Map.of(),
                    null);
        }

        @Override
        public Map<String, Object> provenance() {
            Map<String, Object> provenance = new LinkedHashMap<>();
            provenance.put("weights", "none");
            provenance.put("device", "toy");
            return provenance;
        }

        @Override
        public void close() {}
    }
}

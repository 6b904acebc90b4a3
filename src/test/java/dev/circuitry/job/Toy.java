package dev.circuitry.job;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.Step;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.Execution;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Priority;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.SenderOrder;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A discovery without tensors: every edge costs what its name says, and a fifth of them too little.
 */
final class Toy {
    /** Two layers of two heads, with MLPs. */
    static final ComputationalGraph GRAPH =
            new ComputationalGraph(new GraphShape(2, 2, 2, MlpPlacement.SEQUENTIAL, false));

    private static final AcdcOptions OPTIONS =
            new AcdcOptions(
                    0.02, false, new SenderOrder(Order.NORMAL, Order.NORMAL, 0), 100_000, false);
    private static final Measure MEASURE =
            new Measure("toy", Ablation.CORRUPTED, Precision.FLOAT64, Processing.DEFAULT, false);

    private Toy() {}

    /** The sum of what the absent edges cost. */
    static final CircuitEvaluator EVALUATOR = start -> new Costs();

    private static final class Costs implements StepEvaluator {
        @Override
        public double[] evaluate(List<Circuit> circuits) {
            return circuits.stream().mapToDouble(Toy::metric).toArray();
        }

        @Override
        public void close() {}
    }

    private static double metric(Circuit circuit) {
        return GRAPH.edges().stream()
                .filter(edge -> edge.type().isMeasured() && !circuit.contains(edge))
                .mapToDouble(Toy::cost)
                .sum();
    }

    private static double cost(Edge edge) {
        return Math.floorMod(edge.toString().hashCode(), 1000) / 9999.0;
    }

    /** What a run that nobody disturbs decides. */
    static Recording undisturbed() {
        var recording = new Recording();
        new Acdc(OPTIONS).discover(GRAPH, EVALUATOR, recording);
        return recording;
    }

    /** Everything heard, in order. */
    static final class Recording implements DiscoveryListener {
        final List<Decision> decisions = new ArrayList<>();
        final List<Step> steps = new ArrayList<>();

        @Override
        public void decided(Decision decision) {
            decisions.add(decision);
        }

        @Override
        public void completed(Step step) {
            steps.add(step);
        }
    }

    static JobSpec spec(String task) {
        return spec(task, Labels.NONE, Priority.NORMAL);
    }

    static JobSpec spec(String task, Labels labels, Priority priority) {
        var subject = Subject.of(task, "toy-model", Map.of(), new Sampling(1, 1, 0));
        var execution =
                new Execution(EvaluatorKind.INCREMENTAL, Verification.OFF, "auto", priority, true);
        return new JobSpec(subject, MEASURE, OPTIONS, execution, labels);
    }
}

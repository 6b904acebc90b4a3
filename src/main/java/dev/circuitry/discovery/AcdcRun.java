package dev.circuitry.discovery;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.AcdcOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run of {@link Acdc}, on one thread. */
final class AcdcRun {
    /**
     * From here on pruning, which should change nothing, is worth a word (the reference's
     * assertion).
     */
    private static final double PRUNING_TOLERANCE = 3e-3;

    /** How many removals in a row are guessed at most after one that was not. */
    private static final int GUESSES = 4;

    private final AcdcOptions options;
    private final CircuitEvaluator evaluator;
    private final DiscoveryListener listener;
    private final SenderOrdering order;
    private final DiscoveryState state;
    private double initialMetric;
    private double metric; // of the circuit as it is now
    private int steps;
    private int evaluations;

    AcdcRun(
            AcdcOptions options,
            ComputationalGraph graph,
            CircuitEvaluator evaluator,
            DiscoveryListener listener) {
        this.options = options;
        this.evaluator = evaluator;
        this.listener = listener;
        this.order = new SenderOrdering(options.order());
        this.state = new DiscoveryState(graph);
    }

    Discovery finish(@Nullable RunLog past) {
        if (past == null) {
            metric = initialMetric = measure(state.circuit(), "with every edge present");
            listener.started(metric, state.circuit().size());
        } else {
            replay(past);
        }
        for (var next = state.receiver();
                next.isPresent() && steps < limit();
                next = state.receiver()) {
            visit(next.get());
        }
        var ending = new Discovery.Ending(steps, evaluations, stoppedBy());
        return new Discovery(state.circuit(), state.effects(), initialMetric, metric, ending);
    }

    private void replay(RunLog past) {
        metric = initialMetric = past.initialMetric();
        for (Step step : past.steps()) {
            var start = state.circuit();
            evaluator
                    .at(start)
                    .close(); // lets it follow the changes from step to step, as it did the first
            // time
            order.of(start.inputsOf(step.receiver()));
            past.decisionsOf(step).forEach(state::apply);
            state.endStep();
            metric = step.metric();
            steps = step.seq();
            evaluations += step.tally().evaluations();
        }
    }

    private void visit(Node receiver) {
        steps++;
        listener.visiting(steps, receiver);
        var start = state.circuit();
        List<Edge> inputs = order.of(start.inputsOf(receiver));
        var tally = receiver.kind().incoming().isMeasured() ? test(start, inputs) : Step.Tally.NONE;
        double beforePruning = metric;
        List<Node> pruned = state.endStep();
        var end = state.circuit();
        if (!end.equals(start)) {
            // measured afresh even where a decision has just measured it: a step's numbers hang on
            // its start alone
            metric = measure(end, "after the step at " + receiver);
        }
        if (!pruned.isEmpty() && Math.abs(metric - beforePruning) >= PRUNING_TOLERANCE) {
            listener.warned(pruningWarning(pruned, beforePruning));
        }
        listener.completed(new Step(steps, receiver, metric, end.size(), tally));
    }

    private Step.Tally test(Circuit start, List<Edge> inputs) {
        var tally = Step.Tally.NONE;
        try (StepEvaluator step = evaluator.at(start)) {
            int width = 1;
            for (int next = 0; next < inputs.size(); ) {
                var guessed = inputs.subList(next, Math.min(next + width, inputs.size()));
                var decided = decide(guessed, step, nested(guessed));
                next += decided.evaluations();
                width = Math.min(guesses(width, decided), step.width());
                tally = tally.plus(decided);
            }
        }
        return tally;
    }

    /** As many as were decided the last time, up to the first that stayed; where none did, more. */
    private static int guesses(int width, Step.Tally decided) {
        return decided.kept() > 0
                ? Math.min(GUESSES, decided.evaluations())
                : 2 * Math.max(GUESSES / 2, width);
    }

    /**
     * The circuit without the first edge, without the first two and so on: what there is to measure
     * if all of them go, and most do.
     */
    private List<Circuit> nested(List<Edge> edges) {
        return IntStream.rangeClosed(1, edges.size())
                .mapToObj(count -> state.circuit().without(edges.subList(0, count)))
                .toList();
    }

    /** Decides edge by edge, up to the first that stays: what was measured beyond it is void. */
    private Step.Tally decide(List<Edge> edges, StepEvaluator step, List<Circuit> circuits) {
        double[] measured = step.evaluate(circuits);
        var tally = Step.Tally.NONE;
        for (int i = 0; i < measured.length && tally.kept() == 0; i++) {
            var edge = edges.get(i);
            double after = measured[i];
            if (circuits.size() > 1 && options.margin(after - metric) <= step.noise(after)) {
                after = step.evaluate(List.of(circuits.get(i)))[0]; // by itself, it decides
            }
            requireFinite(after, "without the edge " + edge);
            var decision =
                    new Decision(
                            ++evaluations,
                            steps,
                            edge,
                            metric,
                            after,
                            options.keeps(after - metric));
            state.apply(decision);
            metric = decision.kept() ? metric : after;
            tally = tally.and(decision.kept());
            listener.decided(decision);
        }
        return tally;
    }

    private double measure(Circuit circuit, String when) {
        try (StepEvaluator step = evaluator.at(circuit)) {
            double value = step.evaluate(List.of(circuit))[0];
            requireFinite(value, when);
            return value;
        }
    }

    private static void requireFinite(double value, String when) {
        if (!Double.isFinite(value)) {
            throw new ProblemException(
                    ProblemCode.NON_FINITE_METRIC, "The metric is " + value + " " + when + ".");
        }
    }

    private String pruningWarning(List<Node> pruned, double before) {
        return "Removing the inputs of receivers that nothing reads ("
                + pruned.get(0)
                + (pruned.size() > 1 ? " and " + (pruned.size() - 1) + " more" : "")
                + ") after step "
                + steps
                + " moved the metric from "
                + before
                + " to "
                + metric
                + "; the reference would have stopped here.";
    }

    private int limit() {
        return options.singleStep() ? Math.min(1, options.maxNumEpochs()) : options.maxNumEpochs();
    }

    private StoppedBy stoppedBy() {
        if (state.receiver().isEmpty()) {
            return StoppedBy.FINISHED;
        }
        return options.singleStep() ? StoppedBy.SINGLE_STEP : StoppedBy.MAX_NUM_EPOCHS;
    }
}

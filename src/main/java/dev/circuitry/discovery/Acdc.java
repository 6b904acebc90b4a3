package dev.circuitry.discovery;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.spec.AcdcOptions;
import org.jspecify.annotations.Nullable;

/**
 * Automatic Circuit Discovery (Conmy et al. 2023, algorithm 1; the reference's {@code
 * TLACDCExperiment.step}): receivers are visited from the output to the input, and each edge into
 * one is removed unless that raises the metric by the threshold.
 *
 * <p>Where the reference aborts because pruning unreached receivers moved the metric by 3e-3 or
 * more, this warns and goes on. Costs one evaluation an edge tested, and one more a step that
 * changed the circuit. Safe for several threads: a run's state is its own.
 */
public final class Acdc {
    private final AcdcOptions options;

    /** An algorithm with its options. */
    public Acdc(AcdcOptions options) {
        this.options = options;
    }

    /** Runs from the start. */
    public Discovery discover(
            ComputationalGraph graph, CircuitEvaluator evaluator, DiscoveryListener listener) {
        return new AcdcRun(options, graph, evaluator, listener).finish(null);
    }

    /**
     * Takes a run up after its last complete step, or starts it where there is no log. The whole
     * run's decisions and numbers are those of a run that was never stopped.
     *
     * @param past the complete steps; an unfinished step's decisions must not be among them
     * @throws dev.circuitry.problem.ProblemException when a metric is not finite
     */
    public Discovery resume(
            ComputationalGraph graph,
            CircuitEvaluator evaluator,
            @Nullable RunLog past,
            DiscoveryListener listener) {
        return new AcdcRun(options, graph, evaluator, listener).finish(past);
    }
}

package dev.circuitry.experiment;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run, put together: holds the model and its activations until closed. For the thread that
 * assembled it.
 */
public final class Experiment implements AutoCloseable {
    /** The graph it works on. */
    public ComputationalGraph graph() {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs discovery, from the start or after what is logged, and measures the result.
     *
     * @param past the complete steps of an earlier attempt, or null
     * @param listener hears decisions and steps
     * @param wrap put around the evaluator, for what stops a run from outside
     */
    public RunResult run(
            @Nullable RunLog past,
            DiscoveryListener listener,
            UnaryOperator<CircuitEvaluator> wrap) {
        throw new UnsupportedOperationException();
    }

    /** Every applicable metric of a circuit, by split and metric name. */
    public Map<String, Map<String, MetricScores>> evaluate(Circuit circuit) {
        throw new UnsupportedOperationException();
    }

    /**
     * What produces the result: hashes, versions, device and settings, for the manifest; ordered,
     * JSON-ready.
     */
    public Map<String, Object> provenance() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

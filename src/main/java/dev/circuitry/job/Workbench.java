package dev.circuitry.job;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.experiment.RunResult;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.spec.JobSpec;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What this room needs of experiments, so that it can be tested without tensors. */
interface Workbench {
    /** The canonical form of a specification: ordered, JSON-ready. */
    Map<String, Object> fields(JobSpec spec);

    /** The hash of what a specification names without telling: its model's files. */
    String contentHash(JobSpec spec);

    /** The specification of a canonical form. */
    JobSpec spec(Map<String, Object> fields);

    /** The graph of a specification's run, without loading any weights. */
    ComputationalGraph graphOf(JobSpec spec);

    /**
     * Puts a run together on a device; to be used and closed on the calling thread alone.
     *
     * @param check asked now and then while it is put together, and before each measurement outside
     *     of discovery; what it throws ends the work
     */
    Run assemble(JobSpec spec, String device, Runnable check);

    /** A run that was put together: see {@link dev.circuitry.experiment.Experiment}. */
    interface Run extends AutoCloseable {
        ComputationalGraph graph();

        /** Runs discovery from the start, or after what is logged, and measures the result. */
        RunResult run(
                @Nullable RunLog past,
                DiscoveryListener listener,
                UnaryOperator<CircuitEvaluator> wrap);

        /** What produces the result, ordered and JSON-ready. */
        Map<String, Object> provenance();

        @Override
        void close();
    }
}

package dev.circuitry.job;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.experiment.Experiment;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.RunResult;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.experiment.SpecWriter;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.spec.JobSpec;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The workbench of the experiment room. */
record ExperimentWorkbench(Experiments experiments, SpecReader reader) implements Workbench {
    @Override
    public Map<String, Object> fields(JobSpec spec) {
        return SpecWriter.write(spec);
    }

    @Override
    public String contentHash(JobSpec spec) {
        return experiments.contentHash(spec);
    }

    @Override
    public JobSpec spec(Map<String, Object> fields) {
        return reader.readAccepted(fields);
    }

    @Override
    public ComputationalGraph graphOf(JobSpec spec) {
        return experiments.graphOf(spec);
    }

    @Override
    public Run assemble(JobSpec spec, String device, Runnable check) {
        return new ExperimentRun(experiments.assemble(spec, device, check));
    }

    private record ExperimentRun(Experiment experiment) implements Run {
        @Override
        public ComputationalGraph graph() {
            return experiment.graph();
        }

        @Override
        public RunResult run(
                @Nullable RunLog past,
                DiscoveryListener listener,
                UnaryOperator<CircuitEvaluator> wrap) {
            return experiment.run(past, listener, wrap);
        }

        @Override
        public Map<String, Object> provenance() {
            return experiment.provenance();
        }

        @Override
        public void close() {
            experiment.close();
        }
    }
}

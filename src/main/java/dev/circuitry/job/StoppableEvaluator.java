package dev.circuitry.job;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import java.util.List;

/** An evaluator that asks before every call whether the run may go on. */
record StoppableEvaluator(CircuitEvaluator evaluator, StopCheck check) implements CircuitEvaluator {
    @Override
    public StepEvaluator at(Circuit start) {
        check.orThrow();
        return new Stoppable(evaluator.at(start), check);
    }

    private record Stoppable(StepEvaluator step, StopCheck check) implements StepEvaluator {
        @Override
        public double[] evaluate(List<Circuit> circuits) {
            check.orThrow();
            return step.evaluate(circuits);
        }

        @Override
        public int width() {
            return step.width();
        }

        @Override
        public double noise(double metric) {
            return step.noise(metric);
        }

        @Override
        public void close() {
            step.close();
        }
    }
}

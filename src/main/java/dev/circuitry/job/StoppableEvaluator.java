package dev.circuitry.job;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DelegatingStep;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import java.util.List;

/** An evaluator that asks before every call whether the run may go on. */
record StoppableEvaluator(CircuitEvaluator evaluator, StopCheck check) implements CircuitEvaluator {
    @Override
    public StepEvaluator at(Circuit start) {
        check.orThrow();
        return new DelegatingStep(evaluator.at(start)) {
            @Override
            public double[] evaluate(List<Circuit> circuits) {
                check.orThrow();
                return super.evaluate(circuits);
            }
        };
    }
}

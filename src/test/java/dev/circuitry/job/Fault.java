package dev.circuitry.job;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** Lets one evaluation of a run give something else, or throw. */
final class Fault implements UnaryOperator<CircuitEvaluator> {
    private final int evaluation;
    private final DoubleSupplier instead;
    private final AtomicInteger evaluations = new AtomicInteger();

    /** At the evaluation of that number, from 1. */
    Fault(int evaluation, DoubleSupplier instead) {
        this.evaluation = evaluation;
        this.instead = instead;
    }

    @Override
    public CircuitEvaluator apply(CircuitEvaluator evaluator) {
        return start -> new Faulty(evaluator.at(start));
    }

    private final class Faulty implements StepEvaluator {
        private final StepEvaluator step;

        Faulty(StepEvaluator step) {
            this.step = step;
        }

        @Override
        public double[] evaluate(List<Circuit> circuits) {
            return evaluations.incrementAndGet() == evaluation
                    ? new double[] {instead.getAsDouble()}
                    : step.evaluate(circuits);
        }

        @Override
        public void close() {
            step.close();
        }
    }
}

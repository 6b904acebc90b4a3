package dev.circuitry.discovery;

import dev.circuitry.graph.Circuit;
import java.util.List;

/** A step evaluator around another; what it does not change is the other's. */
public abstract class DelegatingStep implements StepEvaluator {
    private final StepEvaluator inner;

    protected DelegatingStep(StepEvaluator inner) {
        this.inner = inner;
    }

    @Override
    public double[] evaluate(List<Circuit> circuits) {
        return inner.evaluate(circuits);
    }

    @Override
    public int width() {
        return inner.width();
    }

    @Override
    public double noise(double metric) {
        return inner.noise(metric);
    }

    @Override
    public void close() {
        inner.close();
    }
}

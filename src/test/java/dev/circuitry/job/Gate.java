package dev.circuitry.job;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stops a run in front of one of its evaluations until a test lets it go on. */
final class Gate implements UnaryOperator<CircuitEvaluator> {
    private final int evaluation;
    private final AtomicInteger evaluations = new AtomicInteger();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** In front of the evaluation of that number, from 1. */
    Gate(int evaluation) {
        this.evaluation = evaluation;
    }

    void awaitReached() {
        await(reached);
    }

    void open() {
        opened.countDown();
    }

    /** Stops the caller here. */
    void pass() {
        reached.countDown();
        await(opened);
    }

    int evaluations() {
        return evaluations.get();
    }

    @Override
    public CircuitEvaluator apply(CircuitEvaluator evaluator) {
        return start -> new Gated(evaluator.at(start));
    }

    private final class Gated implements StepEvaluator {
        private final StepEvaluator step;

        Gated(StepEvaluator step) {
            this.step = step;
        }

        @Override
        public double[] evaluate(List<Circuit> circuits) {
            if (evaluations.incrementAndGet() == evaluation) {
                pass();
            }
            return step.evaluate(circuits);
        }

        @Override
        public void close() {
            step.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came within 30 seconds");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

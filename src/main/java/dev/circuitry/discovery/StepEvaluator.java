package dev.circuitry.discovery;

import dev.circuitry.graph.Circuit;
import java.util.List;

/** Measures circuits close to the start of a step. */
public interface StepEvaluator extends AutoCloseable {
    /**
     * The metric of each circuit, in order. An evaluator may share work among the circuits of one
     * call, such as nested prefixes of removals; the numbers do not depend on how they were
     * grouped.
     *
     * @param circuits parts of the step's start, which itself may be among them
     * @return in the metric's unit; may be NaN or infinite, which the caller must not decide by
     */
    double[] evaluate(List<Circuit> circuits);

    /**
     * How many circuits like those of the call before one call gains from at most: where measuring
     * several together costs less than one after the other, it pays to guess which will be asked
     * for next. Depends on the start and the calls since, never on time.
     */
    default int width() {
        return 1;
    }

    /**
     * How far a metric that was measured among several circuits may be from the one that the
     * circuit has by itself.
     */
    default double noise(double metric) {
        return 0;
    }

    @Override
    void close();
}

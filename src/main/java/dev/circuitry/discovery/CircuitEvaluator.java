package dev.circuitry.discovery;

import dev.circuitry.graph.Circuit;

/** Measures circuits: the one question that discovery asks of a model. */
public interface CircuitEvaluator {
    /**
     * Prepares for circuits close to one.
     *
     * @param start the circuit at the start of a step; what is measured next are parts of it
     * @return to be closed before the next call
     */
    StepEvaluator at(Circuit start);
}

package dev.circuitry.experiment;

import org.jspecify.annotations.Nullable;

/**
 * One metric of a circuit beside the full model's and that of the circuit without edges.
 *
 * @param full every edge present
 * @param empty every edge ablated
 * @param circuit the circuit's
 */
public record MetricScores(double full, double empty, double circuit) {
    /**
     * (circuit - empty) / (full - empty): 1 as good as the full model; null where full equals
     * empty.
     */
    public @Nullable Double faithfulness() {
        return full == empty ? null : (circuit - empty) / (full - empty) + 0.0; // no -0.0
    }
}

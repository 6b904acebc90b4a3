package dev.circuitry.discovery;

import java.util.List;

/**
 * What a run has done so far, as read back from where it was kept. A run is a fold over this, so it
 * is all that resuming needs.
 *
 * @param initialMetric of the full graph
 * @param steps the complete steps in order
 * @param decisions every decision of those steps in order
 */
public record RunLog(double initialMetric, List<Step> steps, List<Decision> decisions) {
    public RunLog {
        steps = List.copyOf(steps);
        decisions = List.copyOf(decisions);
    }

    /** The decisions of one step. */
    List<Decision> decisionsOf(Step step) {
        return decisions.stream().filter(decision -> decision.step() == step.seq()).toList();
    }
}

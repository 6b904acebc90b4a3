package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/** A metric that reads logits at the scored places and nowhere else. */
abstract class ScoredMetric implements Metric {
    private final ScoredRows rows;

    ScoredMetric(Targets targets) {
        rows = new ScoredRows(targets);
    }

    @Override
    public final double of(NDArray logits) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return ofScored(ScoredLogits.of(scored(logits)));
        }
    }

    @Override
    public final Scored scored() {
        return rows.scored();
    }

    /** The logits at the scored places, {@code [scored, outputs]}, of a whole pass's. */
    final NDArray scored(NDArray logits) {
        return rows.of(logits);
    }
}

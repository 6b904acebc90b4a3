package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/**
 * Mean of {@code -ln q(answer)} in nats, optionally less the same of the full model ({@code
 * match_nll}), which makes the full graph zero and may go below.
 */
final class NegativeLogProbability extends ScoredMetric {
    private final NDArray answers; // [scored, 1]
    private final NDArray baseline; // [scored, 1]

    NegativeLogProbability(Targets targets, boolean relativeToClean) {
        super(targets);
        answers = ScoredRows.column(targets.clean(), targets.requireAnswers());
        baseline = baseline(targets.clean(), relativeToClean);
    }

    private NDArray baseline(NDArray logits, boolean relativeToClean) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var clean = answerLogProbs(scored(logits)).neg();
            var baseline = relativeToClean ? clean : clean.zerosLike();
            NDScope.unregister(baseline);
            return baseline;
        }
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        return ScoredRows.number(answerLogProbs(logits.all()).neg().sub(baseline).mean());
    }

    private NDArray answerLogProbs(NDArray logits) {
        return ScoredRows.pick(logits.logSoftmax(-1), answers);
    }
}

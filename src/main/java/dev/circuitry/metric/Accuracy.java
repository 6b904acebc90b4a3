package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/** Minus the share of places where no logit is above the answer's. */
final class Accuracy extends ScoredMetric {
    private final NDArray answers; // [scored, 1]

    Accuracy(Targets targets) {
        super(targets);
        answers = ScoredRows.column(targets.clean(), targets.requireAnswers());
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var all = logits.all();
        var right = ScoredRows.pick(all, answers); // [scored, 1]
        var best = all.max(new int[] {1}, true); // [scored, 1]
        var correct = right.gte(best).toType(all.getDataType(), false);
        // NaN compares as false; it must not pass for a wrong answer
        return ScoredRows.number(correct.add(right.sub(right)).add(best.sub(best)).mean().neg());
    }
}

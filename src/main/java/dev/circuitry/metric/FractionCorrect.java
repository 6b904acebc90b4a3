package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/**
 * Minus the share of places where the answer's logit is above every wrong answer's; equal ones do
 * not count.
 */
final class FractionCorrect implements Metric {
    private final ScoredRows rows;
    private final NDArray answers; // [scored, 1]
    private final NDArray wrongAnswers; // [scored, wrong]

    FractionCorrect(Targets targets) {
        rows = new ScoredRows(targets);
        answers = ScoredRows.column(targets.clean(), targets.requireAnswers());
        wrongAnswers = ScoredRows.columns(targets.clean(), targets.requireWrongAnswers());
    }

    @Override
    public double of(NDArray logits) {
        var scored = rows.of(logits); // [scored, outputs]
        var right = ScoredRows.pick(scored, answers);
        var best = ScoredRows.pick(scored, wrongAnswers).max(new int[] {1}, true);
        var correct = right.gt(best).toType(scored.getDataType(), false);
        // NaN compares as false; it must not pass for a wrong answer
        return ScoredRows.number(correct.add(right.sub(right)).add(best.sub(best)).mean().neg());
    }
}

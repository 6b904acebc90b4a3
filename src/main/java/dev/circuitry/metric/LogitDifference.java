package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/**
 * Minus the mean logit of the answers plus that of the wrong answers; the mean of several wrong
 * ones.
 */
final class LogitDifference implements Metric {
    private final ScoredRows rows;
    private final NDArray answers; // [scored, 1]
    private final NDArray wrongAnswers; // [scored, wrong]

    LogitDifference(Targets targets) {
        rows = new ScoredRows(targets);
        answers = ScoredRows.column(targets.clean(), targets.requireAnswers());
        wrongAnswers = ScoredRows.columns(targets.clean(), targets.requireWrongAnswers());
    }

    @Override
    public double of(NDArray logits) {
        var scored = rows.of(logits); // [scored, outputs]
        var right = ScoredRows.pick(scored, answers).mean();
        var wrong = ScoredRows.pick(scored, wrongAnswers).mean();
        return ScoredRows.number(right.sub(wrong).neg());
    }
}

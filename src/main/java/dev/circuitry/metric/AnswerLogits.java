package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/** The logits of right and wrong answers at the scored places. */
final class AnswerLogits {
    private final ScoredRows rows;
    private final NDArray answers; // [scored, 1]
    private final NDArray wrongAnswers; // [scored, wrong]

    AnswerLogits(Targets targets) {
        rows = new ScoredRows(targets);
        answers = ScoredRows.column(targets.clean(), targets.requireAnswers());
        wrongAnswers = ScoredRows.columns(targets.clean(), targets.requireWrongAnswers());
    }

    /**
     * Those of one forward pass.
     *
     * @param right {@code [scored, 1]}
     * @param wrong {@code [scored, wrong]}
     */
    record Picked(NDArray right, NDArray wrong) {}

    /** Picks them out of logits, {@code [batch, pos, outputs]}. */
    Picked of(NDArray logits) {
        var scored = rows.of(logits); // [scored, outputs]
        return new Picked(ScoredRows.pick(scored, answers), ScoredRows.pick(scored, wrongAnswers));
    }
}

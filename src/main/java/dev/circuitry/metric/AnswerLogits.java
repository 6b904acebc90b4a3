package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** The logits of right and wrong answers at the scored places. */
final class AnswerLogits {
    private final NDArray answers; // [scored, 1]
    private final NDArray wrongAnswers; // [scored, wrong]
    private final @Nullable NDArray wrongWeights; // [scored, wrong]

    AnswerLogits(Targets targets) {
        answers = ScoredRows.column(targets.clean(), targets.requireAnswers());
        wrongAnswers = ScoredRows.columns(targets.clean(), targets.requireWrongAnswers());
        wrongWeights = ScoredRows.weights(targets.clean(), targets.requireWrongAnswers());
    }

    /**
     * Those of one forward pass.
     *
     * @param right {@code [scored, 1]}
     * @param wrong {@code [scored, wrong]}
     */
    record Picked(NDArray right, NDArray wrong) {}

    /** The mean over the places of each one's mean wrong logit, a scalar. */
    NDArray meanWrong(Picked picked) {
        return wrongWeights == null
                ? picked.wrong().mean()
                : picked.wrong().mul(wrongWeights).sum(new int[] {1}).mean();
    }

    /** Picks them out of logits at the scored places. */
    Picked of(ScoredLogits scored) {
        return new Picked(scored.ofTokens(answers), scored.ofTokens(wrongAnswers));
    }
}

package dev.circuitry.metric;

/**
 * Minus the share of places where the answer's logit is above every wrong answer's; equal ones do
 * not count.
 */
final class FractionCorrect extends ScoredMetric {
    private final AnswerLogits answers;

    FractionCorrect(Targets targets) {
        super(targets);
        answers = new AnswerLogits(targets);
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var picked = answers.of(logits);
        var right = picked.right(); // [scored, 1]
        var best = picked.wrong().max(new int[] {1}, true); // [scored, 1]
        var correct = right.gt(best).toType(right.getDataType(), false);
        // NaN compares as false; it must not pass for a wrong answer
        return ScoredRows.number(correct.add(right.sub(right)).add(best.sub(best)).mean().neg());
    }
}

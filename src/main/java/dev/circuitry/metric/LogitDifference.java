package dev.circuitry.metric;

/**
 * Minus the mean logit of the answers plus that of the wrong answers; the mean of several wrong
 * ones.
 */
final class LogitDifference extends ScoredMetric {
    private final AnswerLogits answers;

    LogitDifference(Targets targets) {
        super(targets);
        answers = new AnswerLogits(targets);
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var picked = answers.of(logits);
        return ScoredRows.number(picked.right().mean().sub(answers.meanWrong(picked)).neg());
    }
}

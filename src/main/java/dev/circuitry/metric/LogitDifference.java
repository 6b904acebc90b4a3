package dev.circuitry.metric;

/**
 * Minus the mean logit of the answers plus that of the wrong answers: of several wrong ones their
 * mean, or the greatest.
 */
final class LogitDifference extends ScoredMetric {
    private final AnswerLogits answers;
    private final boolean greatest;

    private LogitDifference(Targets targets, boolean greatest) {
        super(targets);
        this.answers = new AnswerLogits(targets);
        this.greatest = greatest;
    }

    /** From the mean of a place's wrong answers. */
    static LogitDifference fromMean(Targets targets) {
        return new LogitDifference(targets, false);
    }

    /** From the greatest of a place's wrong answers (reference: docstring/utils.py). */
    static LogitDifference fromGreatest(Targets targets) {
        return new LogitDifference(targets, true);
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var picked = answers.of(logits);
        var wrong = greatest ? picked.wrong().max(new int[] {1}).mean() : answers.meanWrong(picked);
        return ScoredRows.number(picked.right().mean().sub(wrong).neg());
    }
}

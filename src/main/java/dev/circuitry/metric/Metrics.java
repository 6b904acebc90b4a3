package dev.circuitry.metric;

/** Makes metrics by kind. */
public final class Metrics {
    private Metrics() {}

    /**
     * A metric ready to measure.
     *
     * @param kind which
     * @param targets what it compares with; kept, with tensors beside the clean logits' manager
     */
    public static Metric of(MetricKind kind, Targets targets) {
        return switch (kind) {
            case KL_DIV -> new KlDivergence(targets);
            case NLL -> new NegativeLogProbability(targets, false);
            case MATCH_NLL -> new NegativeLogProbability(targets, true);
            case LOGIT_DIFF -> LogitDifference.fromMean(targets);
            case DOCSTRING_METRIC -> LogitDifference.fromGreatest(targets);
            case FRAC_CORRECT, DOCSTRING_STEFAN -> new FractionCorrect(targets);
            case GREATERTHAN -> new LaterYears(targets);
            case ACCURACY -> new Accuracy(targets);
            case L2 -> SquaredDistance.fromClean(targets);
            case OR_GATE -> SquaredDistance.fromOne(targets);
        };
    }
}

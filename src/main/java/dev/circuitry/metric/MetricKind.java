package dev.circuitry.metric;

import dev.circuitry.spec.WireName;

/**
 * The catalogue of metrics. Every metric is minimised, so those that a model wants high are
 * negated; each is a mean over the scored positions of all rows together (reference: acdc_utils.py
 * and the tasks' utils).
 */
public enum MetricKind implements WireName {
    KL_DIV(
            "mean of sum_v p(v) (ln p(v) - ln q(v)), p the full model on the clean prompt, q the circuit",
            "nats"),
    NLL("mean of -ln q(answer)", "nats"),
    MATCH_NLL("mean of ln p(answer) - ln q(answer), p the full model on the clean prompt", "nats"),
    LOGIT_DIFF("-(mean logit(answer) - mean logit(wrong answer))", "logits"),
    ACCURACY("-mean of 1[no logit is above logit(answer)]", "fraction of rows"),
    FRAC_CORRECT("-mean of 1[logit(answer) > logit(wrong answer)]", "fraction of rows"),
    L2(
            "mean of (output - full model's output on the clean prompt)^2, position 0 left out",
            "squared output"),
    OR_GATE("mean of (output - 1)^2", "squared output"),
    GREATERTHAN(
            "-mean of (sum p(year after the start) - sum p(year up to it)), years by their last two digits",
            "probability"),
    DOCSTRING_METRIC("-mean of (logit(answer) - greatest logit(wrong answer))", "logits"),
    DOCSTRING_STEFAN(
            "-mean of 1[logit(answer) > greatest logit(wrong answer)]", "fraction of rows");

    private final String formula;
    private final String unit;

    MetricKind(String formula, String unit) {
        this.formula = formula;
        this.unit = unit;
    }

    /** What is computed, for people. */
    public String formula() {
        return formula;
    }

    /** The unit of the metric, of effects and of the threshold. */
    public String unit() {
        return unit;
    }

    /** Whether rows need an answer token. */
    public boolean readsAnswers() {
        return this == NLL || this == MATCH_NLL || this == ACCURACY || readsWrongAnswers();
    }

    /** Whether rows need a wrong answer token beside the right one. */
    public boolean readsWrongAnswers() {
        return switch (this) {
            case LOGIT_DIFF, FRAC_CORRECT, GREATERTHAN, DOCSTRING_METRIC, DOCSTRING_STEFAN -> true;
            default -> false;
        };
    }
}

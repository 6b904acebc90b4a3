package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/**
 * KL(clean || circuit) in nats: mean over the scored places of {@code sum_v p_v (ln p_v - ln q_v)}.
 */
final class KlDivergence extends ScoredMetric {
    private final NDArray cleanLogProbs; // [scored, outputs]
    private final NDArray cleanProbs; // [scored, outputs]

    KlDivergence(Targets targets) {
        super(targets);
        cleanLogProbs = scored(targets.clean()).logSoftmax(-1);
        cleanProbs = cleanLogProbs.exp();
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var logProbs = logits.all().logSoftmax(-1); // [scored, outputs]
        var terms = logProbs.negi().addi(cleanLogProbs).muli(cleanProbs);
        return ScoredRows.number(terms.sum(new int[] {1}).mean());
    }
}

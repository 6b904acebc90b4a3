package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * KL(clean || circuit) in nats: mean over the scored places of {@code sum_v p_v (ln p_v - ln q_v)},
 * by logits l as {@code ln sum_v exp(l_v - c) - sum_v p_v (l_v - c - ln p_v)}, where c is the clean
 * logits' own normaliser: both sums are small where the circuit is near the full model, and no
 * logit is wanted twice.
 */
final class KlDivergence extends ScoredMetric {
    private final NDArray cleanLogProbs; // [scored, outputs]
    private final NDArray cleanProbs; // [scored, outputs]
    private final NDArray normalizer; // [scored, 1, 1]

    KlDivergence(Targets targets) {
        super(targets);
        var clean = scored(targets.clean());
        cleanLogProbs = clean.logSoftmax(-1);
        cleanProbs = cleanLogProbs.exp();
        var last = new int[] {1};
        normalizer = clean.max(last).sub(cleanLogProbs.max(last)).reshape(-1, 1, 1);
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var parts = logits.parts(this::sums).sum(new int[] {0}); // [scored, 2]
        var rows = column(parts, 0).log().sub(column(parts, 1));
        double divergence = ScoredRows.number(rows.mean());
        return Double.isFinite(divergence) ? divergence : ofFarLogits(logits.all());
    }

    /** Of logits whose exponentials are out of range: shifted by their own largest. */
    private double ofFarLogits(NDArray logits) {
        var logProbs = logits.logSoftmax(-1); // [scored, outputs]
        var terms = logProbs.negi().addi(cleanLogProbs).muli(cleanProbs);
        return ScoredRows.number(terms.sum(new int[] {1}).mean());
    }

    private NDArray sums(NDArray logits, long first) {
        var shape = logits.getShape();
        var relative = logits.subi(normalizer);
        var exponentials = sumOverOutputs(relative.exp());
        var differences = relative.subi(of(cleanLogProbs, first, shape));
        return NDArrays.stack(
                new NDList(
                        exponentials,
                        sumOverOutputs(differences.muli(of(cleanProbs, first, shape)))),
                2);
    }

    /** Values of the outputs that these logits are of, {@code [scored, blocks, outputs]}. */
    private static NDArray of(NDArray values, long first, Shape logits) {
        long count = logits.get(2) * logits.get(3);
        return values.get(new NDIndex().addAllDim().addSliceDim(first, first + count))
                .reshape(logits.slice(1));
    }

    private static NDArray sumOverOutputs(NDArray values) {
        return values.sum(new int[] {3}).sum(new int[] {2});
    }

    private static NDArray column(NDArray values, long column) {
        return values.get(new NDIndex().addAllDim().addIndices(column));
    }
}

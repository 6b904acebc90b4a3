package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/**
 * KL(clean || circuit) in nats: mean over the scored places of {@code sum_v p_v (ln p_v - ln q_v)}.
 * By the differences d of the circuit's logits from the clean ones that is {@code ln sum_v p_v
 * exp(d_v) - sum_v p_v d_v}, for which no logit is wanted twice, which loses few digits where d is
 * small, and which is zero where d is. Each part of the outputs is shifted by its own mean.
 */
final class KlDivergence extends ScoredMetric {
    private static final int SUMS = 3; // of a part: p d, p (exp(d - mean) - 1), p

    private final NDArray clean; // [scored, outputs]
    private final NDArray cleanProbs; // [scored, outputs]

    KlDivergence(Targets targets) {
        super(targets);
        clean = scored(targets.clean());
        cleanProbs = clean.softmax(-1);
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var parts = logits.parts(this::sums); // [part, scored, SUMS]
        int rows = (int) parts.getShape().get(1);
        double[] sums = parts.toType(DataType.FLOAT64, false).toDoubleArray();
        double divergence =
                IntStream.range(0, rows).mapToDouble(row -> ofRow(sums, row, rows)).sum() / rows;
        return Double.isFinite(divergence) ? divergence : ofFarLogits(logits.all());
    }

    private static double ofRow(double[] sums, int row, int rows) {
        double weighted = 0;
        double mass = 0;
        for (int at = SUMS * row; at < sums.length; at += SUMS * rows) {
            weighted += sums[at];
            mass += sums[at + 2];
        }
        double mean = weighted / mass;
        double beyond = 0; // sum_v p_v (exp(d_v - mean) - 1)
        for (int at = SUMS * row; at < sums.length; at += SUMS * rows) {
            double ofPart = sums[at + 2];
            if (ofPart < Float.MIN_NORMAL) {
                return Double.NaN; // too little to take a mean of
            }
            double shift = sums[at] / ofPart - mean;
            beyond += Math.exp(shift) * sums[at + 1] + Math.expm1(shift) * ofPart;
        }
        return Math.log1p(beyond / mass);
    }

    /** Of logits whose exponentials, or whose differences', are out of range. */
    private double ofFarLogits(NDArray logits) {
        var logRatios = clean.logSoftmax(-1).subi(logits.logSoftmax(-1)); // [scored, outputs]
        return ScoredRows.number(logRatios.muli(cleanProbs).sum(new int[] {1}).mean());
    }

    private NDArray sums(NDArray logits, long first) {
        var shape = logits.getShape();
        var probs = of(cleanProbs, first, shape); // [scored, blocks, outputs]
        var mass = sum(probs.expandDims(0)).broadcast(shape.slice(0, 2)); // [circuits, scored]
        var differences = logits.subi(of(clean, first, shape));
        var weighted = sum(differences.mul(probs));
        var mean = weighted.div(mass).expandDims(2).expandDims(3);
        var beyond = sum(differences.subi(mean).exp().subi(1).muli(probs));
        return NDArrays.stack(new NDList(weighted, beyond, mass), 2);
    }

    /** Values of the outputs that these logits are of, {@code [scored, blocks, outputs]}. */
    private static NDArray of(NDArray values, long first, Shape logits) {
        long count = logits.get(2) * logits.get(3);
        return values.get(new NDIndex().addAllDim().addSliceDim(first, first + count))
                .reshape(logits.slice(1));
    }

    /** Over blocks and their outputs. */
    private static NDArray sum(NDArray values) {
        return values.sum(new int[] {3}).sum(new int[] {2});
    }
}

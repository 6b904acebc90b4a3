package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** Mean of squared differences between outputs and what they should be. */
final class SquaredDistance implements Metric {
    private final ScoredRows rows;
    private final NDIndex outputs;
    private final NDArray wanted; // [scored, outputs]

    private SquaredDistance(Targets targets, boolean fromOne) {
        rows = new ScoredRows(targets);
        outputs = new NDIndex().addAllDim().addSliceDim(0, targets.outputs());
        var clean = rows.of(targets.clean()).get(outputs);
        wanted = fromOne ? clean.onesLike() : clean;
    }

    /** From the full model's outputs on the clean prompts. */
    static SquaredDistance fromClean(Targets targets) {
        return new SquaredDistance(targets, false);
    }

    /** From one. */
    static SquaredDistance fromOne(Targets targets) {
        return new SquaredDistance(targets, true);
    }

    @Override
    public double of(NDArray logits) {
        return ScoredRows.number(rows.of(logits).get(outputs).sub(wanted).square().mean());
    }
}

package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** Mean of squared differences between outputs and what they should be. */
final class SquaredDistance extends ScoredMetric {
    private final NDIndex outputs;
    private final NDArray wanted; // [scored, outputs]

    private SquaredDistance(Targets targets, boolean fromOne) {
        super(targets);
        outputs = new NDIndex().addAllDim().addSliceDim(0, targets.outputs());
        var clean = scored(targets.clean()).get(outputs);
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
    public double ofScored(ScoredLogits logits) {
        return ScoredRows.number(logits.all().get(outputs).sub(wanted).square().mean());
    }
}

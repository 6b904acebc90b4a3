package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.circuitry.metric.Metric;
import dev.circuitry.metric.ScoredLogits;
import dev.circuitry.model.ModelParts;
import org.jspecify.annotations.Nullable;

/**
 * The logits of several variants of a circuit: of the whole vocabulary for all of them at once, and
 * only if some metric reads that; one after the other where that would take much memory.
 */
final class VariantLogits {
    /** For more, a variant's logits take long enough by themselves. */
    private static final long MOST_AT_ONCE = 64 << 20;

    private final ModelParts parts;
    private final NDArray resid; // [variants * scored, d_model]
    private final long rows;
    private final boolean isAtOnce;
    private @Nullable NDArray everyOutput; // [variants * scored, outputs]

    /**
     * None computed yet.
     *
     * @param resid the last residual streams at the scored places, {@code [variants * scored,
     *     d_model]}
     */
    VariantLogits(ModelParts parts, NDArray resid, int variants) {
        this.parts = parts;
        this.resid = resid;
        this.rows = resid.getShape().get(0) / variants;
        this.isAtOnce = resid.getShape().get(0) * parts.outputs() <= MOST_AT_ONCE;
    }

    /** A metric of one variant; open an {@code NDScope} around. */
    double measured(Metric metric, int variant) {
        if (isAtOnce) {
            return metric.ofScored(of(variant));
        }
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return metric.ofScored(of(variant));
        }
    }

    private ScoredLogits of(int variant) {
        return new ScoredLogits() {
            @Override
            public NDArray all() {
                if (!isAtOnce) {
                    return parts.logits(part(resid, variant));
                }
                if (everyOutput == null) {
                    everyOutput = parts.logits(resid);
                }
                return part(everyOutput, variant);
            }

            @Override
            public NDArray ofTokens(NDArray tokens) {
                return parts.logits(part(resid, variant), tokens);
            }
        };
    }

    private NDArray part(NDArray whole, int variant) {
        if (whole.getShape().get(0) == rows) {
            return whole;
        }
        return whole.get(new NDIndex().addSliceDim(variant * rows, (variant + 1) * rows));
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.circuitry.metric.Metric;
import dev.circuitry.metric.ScoredLogits;
import dev.circuitry.model.ModelParts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logits of several variants of a circuit: of the whole vocabulary only if some metric reads
 * that, and then as many at once as stay in memory that is at hand: some variants after others, or
 * some outputs.
 */
final class VariantLogits {
    /** For more, allocators ask the system for fresh memory every time. */
    private static final long MOST_AT_ONCE = 6_000_000;

    private final ModelParts model;
    private final NDArray resid; // [variants * scored, d_model]
    private final int variants;
    private final long rows; // of a variant
    private final int atOnce;
    private final int readAtOnce;
    private final Map<Integer, NDArray> read = new HashMap<>(); // [part, variants, scored, values]

    /**
     * None computed yet.
     *
     * @param resid the last residual streams at the scored places, {@code [variants * scored,
     *     d_model]}
     */
    VariantLogits(ModelParts model, NDArray resid, int variants) {
        this.model = model;
        this.resid = resid;
        this.variants = variants;
        this.rows = resid.getShape().get(0) / variants;
        this.atOnce = (int) Math.max(1, MOST_AT_ONCE / (rows * model.outputs()));
        this.readAtOnce = (int) Math.max(1, MOST_AT_ONCE / (rows * model.leastOutputsInPart()));
    }

    /** A metric of each variant. */
    double[] measured(Metric metric) {
        double[] measured = new double[variants];
        try {
            for (int first = 0; first < variants; first += atOnce) {
                try (var scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    var some = new Some(first, Math.min(variants - first, atOnce));
                    for (int variant = 0; variant < some.count; variant++) {
                        measured[first + variant] = metric.ofScored(some.of(variant));
                    }
                }
            }
        } finally {
            read.values().forEach(NDArray::close);
        }
        return measured;
    }

    /** What a reader makes of a variant, {@code [part, scored, values]}. */
    private NDArray read(ScoredLogits.PartReader reader, int variant) {
        int first = variant / readAtOnce * readAtOnce;
        return read.computeIfAbsent(first, missing -> readFrom(first, reader))
                .get(new NDIndex().addAllDim().addIndices(variant - first));
    }

    /** Of as many variants as can be: the weights are worth one look for all of them. */
    private NDArray readFrom(int first, ScoredLogits.PartReader reader) {
        int count = Math.min(variants - first, readAtOnce);
        var parts = new NDList();
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            model.logitsInParts(
                    rows(resid, first, count),
                    MOST_AT_ONCE,
                    (logits, output) -> {
                        var shape = logits.getShape();
                        var byVariant = logits.reshape(count, rows, shape.get(1), shape.get(2));
                        var values = reader.read(byVariant, output);
                        NDScope.unregister(values);
                        parts.add(values);
                    });
        }
        try (parts) {
            var made = NDArrays.stack(parts);
            NDScope.unregister(made);
            return made;
        }
    }

    /** Rows of some variants. */
    private NDArray rows(NDArray all, int first, int count) {
        return count * rows == all.getShape().get(0)
                ? all
                : all.get(new NDIndex().addSliceDim(first * rows, (first + count) * rows));
    }

    /** Those of some variants, which are made at once. */
    private final class Some {
        private final int first;
        private final int count;
        private @Nullable NDArray everyOutput; // [count * scored, outputs]

        Some(int first, int count) {
            this.first = first;
            this.count = count;
        }

        ScoredLogits of(int variant) {
            return new ScoredLogits() {
                @Override
                public NDArray all() {
                    var every = everyOutput;
                    if (every == null) {
                        every = model.logits(rows(resid, first, count));
                        everyOutput = every;
                    }
                    return rows(every, variant, 1);
                }

                @Override
                public NDArray ofTokens(NDArray tokens) {
                    return model.logits(rows(resid, first + variant, 1), tokens);
                }

                @Override
                public NDArray parts(PartReader reader) {
                    return read(reader, first + variant);
                }
            };
        }
    }
}

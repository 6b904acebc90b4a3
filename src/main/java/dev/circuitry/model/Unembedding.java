package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * From the last residual stream to logits, the normalisation before included. A large vocabulary is
 * multiplied in blocks of outputs, in place: a product over the whole of it takes twice as long,
 * most of which is waiting for memory. Laying out each block's weights anew would gain nothing
 * more.
 */
final class Unembedding {
    private static final int BLOCK = 512;

    private final LayerNorm norm;
    private final NDArray weights; // [d_model, outputs]
    private final NDArray bias; // [outputs]
    private final long inBlocks;
    private final @Nullable NDArray blocks; // [block, d_model, BLOCK], a view

    Unembedding(TransformerConfig config, Parameters parameters) {
        norm = new LayerNorm("ln_final", config.norm().atTheEnd(), parameters);
        weights = parameters.get("unembed.W_U");
        bias = parameters.get("unembed.b_U");
        long count = outputs() / BLOCK;
        inBlocks = count < 2 ? 0 : count * BLOCK;
        blocks =
                inBlocks == 0
                        ? null
                        : parameters.derived(
                                weights,
                                all ->
                                        all.get(columns(0, inBlocks))
                                                .transpose()
                                                .reshape(count, BLOCK, dModel())
                                                .transpose(0, 2, 1));
    }

    private static NDIndex columns(long from, long to) {
        return new NDIndex().addAllDim().addSliceDim(from, to);
    }

    private long dModel() {
        return weights.getShape().get(0);
    }

    long outputs() {
        return weights.getShape().get(1);
    }

    /** How many outputs {@link #inParts} takes together at least. */
    long leastInPart() {
        return blocks == null ? outputs() : BLOCK;
    }

    /** Logits a row, {@code [rows, outputs]}, from {@code [..., d_model]}. */
    NDArray apply(NDArray resid, Hooks hooks) {
        var read = norm.apply(resid, hooks).reshape(-1, dModel());
        if (blocks == null) {
            return read.matMul(weights).addi(bias);
        }
        var parts = new NDList();
        var byBlock = product(read, blocks);
        for (long block = 0; block < blocks.getShape().get(0); block++) {
            parts.add(byBlock.get(block));
        }
        if (inBlocks < outputs()) {
            parts.add(ofRest(read));
        }
        var logits = NDArrays.concat(parts, 1).addi(bias);
        parts.close();
        byBlock.close();
        return logits;
    }

    /** {@code [block, rows, BLOCK]} of some blocks. */
    private static NDArray product(NDArray read, NDArray blocks) {
        var shape = new Shape(blocks.getShape().get(0)).addAll(read.getShape());
        return read.expandDims(0).broadcast(shape).matMul(blocks);
    }

    /** {@code [rows, outputs in no block]}. */
    private NDArray ofRest(NDArray read) {
        return read.matMul(weights.get(columns(inBlocks, outputs())));
    }

    /**
     * The same for a reader that takes some outputs after others.
     *
     * @param resid {@code [rows, d_model]}
     * @param most so many logits at once, or as few as there can be
     * @param reader of logits {@code [rows, blocks, outputs in block]}, which are gone when it
     *     returns, and of which is the first output
     */
    void inParts(NDArray resid, long most, ObjLongConsumer<NDArray> reader) {
        var read = norm.apply(resid, Hooks.NONE);
        if (blocks != null) {
            long count = blocks.getShape().get(0);
            long step = Math.max(1, most / (BLOCK * read.getShape().get(0)));
            for (long from = 0; from < count; from += step) {
                long to = Math.min(count, from + step);
                try (var scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    var some = product(read, blocks.get(new NDIndex().addSliceDim(from, to)));
                    reader.accept(
                            some.addi(bias(from * BLOCK, to * BLOCK).reshape(-1, 1, BLOCK))
                                    .transpose(1, 0, 2),
                            from * BLOCK);
                }
            }
        }
        if (inBlocks < outputs()) {
            try (var scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                var rest = ofRest(read);
                reader.accept(rest.addi(bias(inBlocks, outputs())).expandDims(1), inBlocks);
            }
        }
    }

    private NDArray bias(long from, long to) {
        return bias.get(new NDIndex().addSliceDim(from, to));
    }

    /** Logits of some tokens a row, both {@code [rows, tokens]}, from {@code [rows, d_model]}. */
    NDArray ofTokens(NDArray resid, NDArray tokens) {
        var read = norm.apply(resid, Hooks.NONE).expandDims(2); // [rows, d_model, 1]
        return Places.pick(weights.transpose(), tokens) // [rows, tokens, d_model]
                .matMul(read)
                .squeeze(2)
                .add(Places.pick(bias, tokens));
    }
}

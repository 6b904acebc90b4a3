package dev.circuitry.model.format.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.UnaryOperator;

/**
 * Where the numbers of our parameters lie in stored tensors. A linear layer of PyTorch is {@code
 * [out, in]}, GPT-2's Conv1D {@code [in, out]}; heads lie one after the other.
 */
final class Layouts {
    static final UnaryOperator<NDArray> AS_IS = array -> array;

    /** From {@code [out, in]} to {@code [in, out]}. */
    static final UnaryOperator<NDArray> TRANSPOSED = NDArray::transpose;

    private Layouts() {}

    /** From {@code [head * d_head, d_model]} to {@code [head, d_model, d_head]}. */
    static UnaryOperator<NDArray> readingHeads(int heads) {
        return array ->
                array.reshape(heads, array.getShape().get(0) / heads, array.getShape().get(1))
                        .transpose(0, 2, 1);
    }

    /** From {@code [d_model, head * d_head]} to {@code [head, d_head, d_model]}. */
    static UnaryOperator<NDArray> writingHeads(int heads) {
        return array -> conv1dWritingHeads(heads).apply(array.transpose());
    }

    /** From {@code [head * d_head]} to {@code [head, d_head]}. */
    static UnaryOperator<NDArray> headBiases(int heads) {
        return array -> array.reshape(heads, array.size() / heads);
    }

    /** From {@code [d_model, part * head * d_head]} to {@code [head, d_model, d_head]}. */
    static UnaryOperator<NDArray> conv1dReadingHeads(int part, int parts, int heads) {
        return array -> {
            long dModel = array.getShape().get(0);
            long dHead = array.getShape().get(1) / parts / heads;
            return array.reshape(dModel, parts, heads, dHead)
                    .get(new NDIndex(":, {}", part))
                    .transpose(1, 0, 2);
        };
    }

    /** From {@code [part * head * d_head]} to {@code [head, d_head]}. */
    static UnaryOperator<NDArray> conv1dHeadBiases(int part, int parts, int heads) {
        return array -> array.reshape(parts, heads, array.size() / parts / heads).get(part);
    }

    /** From {@code [head * d_head, d_model]} to {@code [head, d_head, d_model]}. */
    static UnaryOperator<NDArray> conv1dWritingHeads(int heads) {
        return array ->
                array.reshape(heads, array.getShape().get(0) / heads, array.getShape().get(1));
    }

    /** From {@code [head * part * d_head, d_model]} to {@code [head, d_model, d_head]}. */
    static UnaryOperator<NDArray> interleavedReadingHeads(int part, int parts, int heads) {
        return array -> {
            long dHead = array.getShape().get(0) / parts / heads;
            return array.reshape(heads, parts, dHead, array.getShape().get(1))
                    .get(new NDIndex(":, {}", part))
                    .transpose(0, 2, 1);
        };
    }

    /** From {@code [head * part * d_head]} to {@code [head, d_head]}. */
    static UnaryOperator<NDArray> interleavedHeadBiases(int part, int parts, int heads) {
        return array ->
                array.reshape(heads, parts, array.size() / parts / heads)
                        .get(new NDIndex(":, {}", part));
    }
}

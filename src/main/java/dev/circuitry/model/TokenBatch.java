package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prompts that run together. Shorter ones are padded on the right: a causal model looks at nothing
 * to its right anyway, a bidirectional one is kept from it.
 *
 * @param tokens int64, {@code [batch, pos]}
 * @param real one where a token is a prompt's own and zero where it pads, float32, {@code [batch,
 *     1, 1, pos]}; null where all are as long
 */
public record TokenBatch(NDArray tokens, @Nullable NDArray real) {
    /** The token that pads, which nothing reads. */
    private static final long PADDING = 0;

    /** Prompts of one length, {@code [batch, pos]}. */
    public static TokenBatch ofOneLength(NDArray tokens) {
        return new TokenBatch(tokens, null);
    }

    /** Rows of tokens, each of a length of its own. */
    public static TokenBatch of(int[][] rows, NDManager manager) {
        int length = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
        long[] tokens = new long[rows.length * length];
        float[] real = new float[tokens.length];
        for (int row = 0; row < rows.length; row++) {
            for (int pos = 0; pos < length; pos++) {
                boolean own = pos < rows[row].length;
                tokens[row * length + pos] = own ? rows[row][pos] : PADDING;
                real[row * length + pos] = own ? 1 : 0;
            }
        }
        boolean padded = Arrays.stream(rows).anyMatch(row -> row.length < length);
        return new TokenBatch(
                manager.create(tokens, new Shape(rows.length, length)),
                padded ? manager.create(real, new Shape(rows.length, 1, 1, length)) : null);
    }

    /**
     * The tokens once more, owned by another manager, as are the results of what is made of them.
     */
    public TokenBatch in(NDManager pass) {
        var copy = tokens.duplicate();
        copy.attach(pass);
        return new TokenBatch(copy, real);
    }

    /** How many prompts. */
    public int rows() {
        return (int) tokens.getShape().get(0);
    }

    /** Of the longest prompt. */
    public int length() {
        return (int) tokens.getShape().get(1);
    }

    /** The prompts from one on to before another, as long as all are together. */
    public TokenBatch slice(int from, int to) {
        if (from == 0 && to == rows()) {
            return this;
        }
        var rows = new NDIndex().addSliceDim(from, to);
        return new TokenBatch(tokens.get(rows), real == null ? null : real.get(rows));
    }

    /** {@link #real} in a type: the batch's own where that is its type, not to be closed. */
    public @Nullable NDArray real(DataType type) {
        return real == null ? null : real.toType(type, false);
    }
}

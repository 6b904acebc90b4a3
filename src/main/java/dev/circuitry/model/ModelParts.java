package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A model's parts one at a time, without hooks: heads apart, at all positions or at some. Each
 * computes what it does in a pass, up to rounding. Results belong to their first operand's manager;
 * open an {@code NDScope} around. For one thread.
 */
public final class ModelParts {
    private final List<Attention> attentions;
    private final List<Mlp> mlps;
    private final Unembedding unembedding;
    private final @Nullable NDArray beside; // [context, d_model]

    ModelParts(
            List<Attention> attentions,
            List<Mlp> mlps,
            Unembedding unembedding,
            @Nullable NDArray beside) {
        this.attentions = attentions;
        this.mlps = mlps;
        this.unembedding = unembedding;
        this.beside = beside;
    }

    /**
     * A layer's attention input, normalised as all its channels read it: worth keeping where heads
     * have the same input. Any shape {@code [..., d_model]}.
     */
    public NDArray normalized(int layer, NDArray input) {
        return attentions.get(layer).normalized(input);
    }

    /**
     * Queries, keys or values of heads in a row, before any rotation.
     *
     * @param channel {@code q}, {@code k} or {@code v}
     * @param heads for keys and values key-value heads
     * @param normalized their inputs by {@link #normalized}, {@code [batch, pos, head, d_model]},
     *     or {@code [batch, pos, 1, d_model]} where all have the same
     * @param places where
     * @return {@code [head, batch, pos, d_head]}
     */
    public NDArray channels(
            int layer, char channel, HeadRange heads, NDArray normalized, Places places) {
        boolean withPositions = beside != null && channel != 'v';
        var read =
                withPositions
                        ? normalized.add(beside(normalized, places).expandDims(-2))
                        : normalized;
        return attentions.get(layer).channel(channel).heads(heads, read);
    }

    private NDArray beside(NDArray normalized, Places places) {
        var table = Objects.requireNonNull(beside);
        var positions = places.positions();
        return positions == null
                ? table.get("0:" + normalized.getShape().get(1)) // [pos, d_model]
                : Places.pick(table, positions); // [batch, pos, d_model]
    }

    /**
     * What heads in a row write.
     *
     * @param heads the query heads
     * @param read their queries at the places
     * @param places where
     * @return {@code [head, batch, pos, d_model]}, at the places
     */
    public NDArray results(int layer, HeadRange heads, Channels read, Places places) {
        return attentions.get(layer).results(heads, read.q(), read.k(), read.v(), places);
    }

    /**
     * What heads mix, {@code [batch, pos, head, d_head]} all.
     *
     * @param q their queries at some places
     * @param k their keys at every position, one a query head
     * @param v their values, likewise
     */
    public record Channels(NDArray q, NDArray k, NDArray v) {}

    /** What an MLP writes from what it reads, both {@code [batch, pos, d_model]}. */
    public NDArray mlp(int layer, NDArray input) {
        return mlps.get(layer).apply(input, Hooks.NONE);
    }

    /** How many logits a row has. */
    public long outputs() {
        return unembedding.outputs();
    }

    /** Logits, {@code [rows, outputs]}, from the last residual stream, {@code [rows, d_model]}. */
    public NDArray logits(NDArray resid) {
        return unembedding.apply(resid, Hooks.NONE);
    }

    /** How many outputs {@link #logitsInParts} takes together at least. */
    public long leastOutputsInPart() {
        return unembedding.leastInPart();
    }

    /**
     * The same for a reader that takes some outputs after others.
     *
     * @param resid {@code [rows, d_model]}
     * @param most so many logits at once, or as few as there can be
     * @param reader of logits {@code [rows, blocks, outputs in block]}, its own to write to and
     *     gone when it returns, and of which is the first output
     */
    public void logitsInParts(NDArray resid, long most, ObjLongConsumer<NDArray> reader) {
        unembedding.inParts(resid, most, reader);
    }

    /**
     * Logits of some tokens a row, {@code [rows, tokens]}, which costs no pass over the vocabulary.
     *
     * @param resid {@code [rows, d_model]}
     * @param tokens int64, {@code [rows, tokens]}
     */
    public NDArray logits(NDArray resid, NDArray tokens) {
        return unembedding.ofTokens(resid, tokens);
    }
}

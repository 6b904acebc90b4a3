package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Select;
import java.util.Objects;

/**
 * Attention heads that attend where a selector selects (T/craft/chamber/categorical_attn.py). What
 * a position selects scores 100, the beginning of the sequence a fixed score for every query, and
 * the rest 0.
 */
final class CategoricalAttention {

    /** So cold that the softmax is nearly a hard maximum. */
    private static final double COLDNESS = 100;

    private final Select select;
    private final VectorSpace queries;
    private final VectorSpace keys;

    /**
     * @param queries the categorical space of the selector's queries
     * @param keys the categorical space of its keys
     */
    CategoricalAttention(Select select, VectorSpace queries, VectorSpace keys) {
        this.select = select;
        this.queries = queries.with(BasisDirection.BOS, BasisDirection.ONE);
        this.keys = keys.with(BasisDirection.BOS);
    }

    /**
     * Averages {@code values} over the selected positions; where there are none, attends to the
     * beginning of the sequence, which carries nothing.
     *
     * @param output as many directions as {@code values}, in the same order
     */
    AttentionHead averaging(VectorSpace values, VectorSpace output) {
        Linear carried =
                Linear.of(
                        values.with(BasisDirection.BOS),
                        output,
                        (value, out) ->
                                values.contains(value)
                                                && values.indexOf(value) == output.indexOf(out)
                                        ? 1
                                        : 0);
        // half of what a selected position scores, so only unrivalled it is attended to
        return new AttentionHead(scores(0.5 * COLDNESS), carried);
    }

    /**
     * Writes 1 / (d + 1) where d positions are selected: the attention the beginning of the
     * sequence keeps when it is always selected too.
     */
    AttentionHead measuringWidth(BasisDirection output) {
        VectorSpace bos = VectorSpace.of(BasisDirection.BOS);
        Linear carried = Linear.of(bos, VectorSpace.of(output), (value, out) -> 1);
        return new AttentionHead(scores(COLDNESS), carried);
    }

    private Linear scores(double bosScore) {
        return Linear.of(queries, keys, (query, key) -> score(query, key, bosScore));
    }

    private double score(BasisDirection query, BasisDirection key, double bosScore) {
        if (key.equals(BasisDirection.BOS)) {
            return query.equals(BasisDirection.ONE) ? bosScore : 0;
        }
        if (query.equals(BasisDirection.ONE) || query.equals(BasisDirection.BOS)) {
            return 0;
        }
        boolean selected =
                select.predicate()
                        .test(
                                Objects.requireNonNull(key.value()),
                                Objects.requireNonNull(query.value()));
        return selected ? COLDNESS : 0;
    }
}

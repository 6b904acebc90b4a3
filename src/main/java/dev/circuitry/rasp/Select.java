package dev.circuitry.rasp;

import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * For each position (the query), the positions (the keys) it selects: those whose values satisfy
 * {@code predicate}, which takes the key's value first.
 */
public record Select(
        Sop<?> keys, Sop<?> queries, BiPredicate<Object, Object> predicate, String name)
        implements Expression {

    /** Selects by a {@link Comparison} or by any predicate of a key's and a query's value. */
    @SuppressWarnings("unchecked")
    public static <K, Q> Select where(
            Sop<K> keys, Sop<Q> queries, BiPredicate<? super K, ? super Q> predicate) {
        return new Select(keys, queries, (BiPredicate<Object, Object>) predicate, "select");
    }

    @Override
    public List<Expression> operands() {
        return List.of(keys, queries);
    }

    /** How many positions each position selects. */
    public Sop<Integer> width() {
        return new Sop.SelectorWidth<>(this, "selector_width", Encoding.CATEGORICAL);
    }

    /** The mean of {@code values} over the selected positions; no value where none is selected. */
    public <T> Sop<T> aggregate(Sop<T> values) {
        return aggregate(values, null);
    }

    /** The mean of {@code values} over the selected positions, or {@code whenNothing}. */
    public <T> Sop<T> aggregate(Sop<T> values, @Nullable T whenNothing) {
        return new Sop.Aggregate<>(this, values, whenNothing, "aggregate");
    }
}

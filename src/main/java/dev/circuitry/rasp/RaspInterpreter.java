package dev.circuitry.rasp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a program means on a sequence, without any transformer: the oracle for what the
 * compiler makes of it. Follows tracr's evaluator (T/rasp/rasp.py), where a position may have no
 * value (null), which maps pass on.
 */
public final class RaspInterpreter {

    private final List<?> tokens;
    private final IdentityHashMap<Sop<?>, List<@Nullable Object>> known = new IdentityHashMap<>();

    private RaspInterpreter(List<?> tokens) {
        this.tokens = tokens;
    }

    /**
     * The values of {@code program} on {@code tokens} (without a beginning-of-sequence token), one
     * a position.
     *
     * @throws IllegalArgumentException if the program averages different strings, or selects by a
     *     position that has no value
     */
    public static List<@Nullable Object> evaluate(Sop<?> program, List<?> tokens) {
        return new RaspInterpreter(tokens).valuesOf(program);
    }

    private List<@Nullable Object> valuesOf(Sop<?> sop) {
        List<@Nullable Object> values = known.get(sop);
        if (values == null) {
            values = Collections.unmodifiableList(compute(sop));
            known.put(sop, values);
        }
        return values;
    }

    private List<@Nullable Object> compute(Sop<?> sop) {
        if (sop instanceof Sop.Map<?> map) {
            return map(map);
        }
        if (sop instanceof Sop.SequenceMap<?> map) {
            return sequenceMap(map);
        }
        if (sop instanceof Sop.SelectorWidth<?> width) {
            return width(width);
        }
        if (sop instanceof Sop.Aggregate<?> aggregate) {
            return aggregate(aggregate);
        }
        return input(sop);
    }

    private List<@Nullable Object> input(Sop<?> sop) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            values.add(sop == Sop.Input.INDICES ? (Object) i : tokens.get(i));
        }
        return values;
    }

    private List<@Nullable Object> map(Sop.Map<?> map) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : valuesOf(map.inner())) {
            values.add(value == null ? null : map.function().apply(value));
        }
        return values;
    }

    private List<@Nullable Object> sequenceMap(Sop.SequenceMap<?> map) {
        List<@Nullable Object> first = valuesOf(map.first());
        List<@Nullable Object> second = valuesOf(map.second());
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Object a = first.get(i);
            Object b = second.get(i);
            values.add(a == null || b == null ? null : map.function().apply(a, b));
        }
        return values;
    }

    private List<@Nullable Object> width(Sop.SelectorWidth<?> width) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int[] keys : selected(width.selector())) {
            values.add(
                    width.encoding() == Encoding.NUMERICAL
                            ? (Object) (double) keys.length
                            : keys.length);
        }
        return values;
    }

    private List<@Nullable Object> aggregate(Sop.Aggregate<?> aggregate) {
        List<@Nullable Object> from = valuesOf(aggregate.values());
        List<@Nullable Object> means = new ArrayList<>();
        for (int[] keys : selected(aggregate.selector())) {
            means.add(
                    keys.length == 0
                            ? aggregate.whenNothing()
                            : mean(
                                    IntStream.of(keys)
                                            .mapToObj(key -> present(from.get(key)))
                                            .toList()));
        }
        return means;
    }

    /** For each query position, the key positions it selects. */
    private List<int[]> selected(Select select) {
        List<@Nullable Object> keys = valuesOf(select.keys());
        List<int[]> rows = new ArrayList<>();
        for (Object query : valuesOf(select.queries())) {
            Object asking = present(query);
            rows.add(
                    IntStream.range(0, keys.size())
                            .filter(key -> select.predicate().test(present(keys.get(key)), asking))
                            .toArray());
        }
        return rows;
    }

    private static Object mean(List<Object> values) {
        Object first = values.get(0);
        if (values.stream().allMatch(value -> Values.same(first, value))) {
            return first;
        }
        return values.stream().mapToDouble(Values::magnitude).sum() / values.size();
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a selector reads a position that has no value");
        }
        return value;
    }
}

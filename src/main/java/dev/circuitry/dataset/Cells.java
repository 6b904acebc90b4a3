package dev.circuitry.dataset;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The values of one row, read by type; what breaks a rule is found and reads as absent. */
final class Cells {
    private static final int SHOWN_CHARACTERS = 60;

    private final Map<Column, Object> values = new EnumMap<>(Column.class);
    private final Function<Column, String> places;
    private final Findings findings;

    /**
     * A row.
     *
     * @param values as JSON gives them; null is absent
     * @param places where each stands, for messages
     */
    Cells(
            Map<Column, ? extends @Nullable Object> values,
            Function<Column, String> places,
            Findings findings) {
        values.forEach(
                (column, value) -> {
                    if (value != null) {
                        this.values.put(column, value);
                    }
                });
        this.places = places;
        this.findings = findings;
    }

    boolean has(Column column) {
        return values.containsKey(column);
    }

    @Nullable Object value(Column column) {
        return values.get(column);
    }

    Optional<String> text(Column column) {
        var value = values.get(column);
        if (value instanceof String text) {
            return Optional.of(text);
        }
        return wrong(column, value, "text in quotes");
    }

    /** One token, or a list of some. */
    Optional<int[]> tokens(Column column, boolean single) {
        var value = values.get(column);
        if (single && value instanceof Integer token && token >= 0) {
            return Optional.of(new int[] {token});
        }
        if (value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(Cells::isToken)) {
            return Optional.of(
                    list.stream().mapToInt(token -> ((Number) token).intValue()).toArray());
        }
        return wrong(
                column,
                value,
                (single ? "a token or " : "") + "a list of tokens, whole numbers from 0");
    }

    Optional<boolean[]> mask(Column column) {
        var value = values.get(column);
        if (value instanceof List<?> list && list.stream().allMatch(Boolean.class::isInstance)) {
            var mask = new boolean[list.size()];
            IntStream.range(0, mask.length)
                    .forEach(position -> mask[position] = (Boolean) list.get(position));
            return Optional.of(mask);
        }
        return wrong(column, value, "a list of true and false, one a token");
    }

    Optional<Integer> position(Column column) {
        var value = values.get(column);
        return value instanceof Integer position && position >= 0
                ? Optional.of(position)
                : wrong(column, value, "a position, a whole number from 0");
    }

    /** Something is wrong with a value. */
    void reject(Column column, String detail) {
        findings.add(places.apply(column), detail);
    }

    private <T> Optional<T> wrong(Column column, @Nullable Object value, String rule) {
        if (value != null) {
            reject(column, "must be " + rule + ", but is " + shown(value) + ".");
        }
        return Optional.empty();
    }

    private static boolean isToken(@Nullable Object value) {
        return value instanceof Integer token && token >= 0;
    }

    /** A value as messages show it. */
    static String shown(Object value) {
        var text = value instanceof String ? "\"" + value + "\"" : value.toString();
        var plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.codePointCount(0, plain.length()) <= SHOWN_CHARACTERS
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }
}

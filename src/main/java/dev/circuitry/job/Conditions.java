package dev.circuitry.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, each with one value. */
final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition with a question mark for its value; null means any. */
    Conditions and(String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            // the database holds no NUL and refuses to be asked for one
            values.add(value instanceof String text ? text.replace('\0', '\uFFFD') : value);
        }
        return this;
    }

    /** The clause, or nothing where every row is meant. */
    String where() {
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + " ";
    }

    /** The values in order, with those of what follows the clause. */
    List<Object> valuesAnd(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all;
    }
}

package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A direction of a vector space: a name and, where several directions one-hot encode the values of
 * one name, the value. Ordered by name and then by value, and where two values do not compare (a
 * number and a string, a value and none) by their labels, as in tracr's T/craft/bases.py.
 */
record BasisDirection(String name, @Nullable Object value) implements Comparable<BasisDirection> {

    /** Constantly 1 in every position, so that a matrix can act as an affine map. */
    static final BasisDirection ONE = new BasisDirection("one");

    /** Marks the beginning of the sequence. */
    static final BasisDirection BOS = new BasisDirection("tokens", TokenIds.BOS);

    BasisDirection(String name) {
        this(name, null);
    }

    /** How tracr labels the direction: {@code name} or {@code name:value}. */
    String label() {
        return value == null ? name : name + ":" + text(value);
    }

    @Override
    public int compareTo(BasisDirection other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : compareValues(other);
    }

    private int compareValues(BasisDirection other) {
        if (value instanceof List<?> tuple && other.value instanceof List<?> otherTuple) {
            return compareTuples(tuple, otherTuple);
        }
        if (value != null && other.value != null && areComparable(value, other.value)) {
            return Values.compare(value, other.value);
        }
        return label().compareTo(other.label());
    }

    private static int compareTuples(List<?> a, List<?> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int byElement = Values.compare(a.get(i), b.get(i));
            if (byElement != 0) {
                return byElement;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static boolean areComparable(Object a, Object b) {
        boolean areNumbers = Values.isNumber(a) && Values.isNumber(b);
        return areNumbers || (a instanceof String && b instanceof String);
    }

    private static String text(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False"; // as Python writes them
        }
        return value.toString();
    }
}

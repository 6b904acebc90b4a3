package dev.circuitry.rasp;

/** What RASP asks of its values, be they numbers, booleans (1 and 0) or strings. */
public final class Values {

    private Values() {}

    /** Whether a value counts as a number. */
    public static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /**
     * The value as a number.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static double magnitude(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("'" + value + "' is not a number");
    }

    /** Whether two values are equal; numbers by their magnitude, whatever their types. */
    public static boolean same(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return magnitude(a) == magnitude(b);
        }
        return a.equals(b);
    }

    /**
     * Orders two numbers or two strings.
     *
     * @throws IllegalArgumentException if one is a number and the other a string
     */
    public static int compare(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return Double.compare(magnitude(a), magnitude(b));
        }
        if (a instanceof String text && b instanceof String other) {
            return text.compareTo(other);
        }
        throw new IllegalArgumentException("cannot order '" + a + "' and '" + b + "'");
    }
}

package dev.circuitry.experiment;

import dev.circuitry.problem.Violation;
import dev.circuitry.spec.WireName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Fields as a client posted them, read one by one by type. A field that breaks a rule is remembered
 * and reads as absent, so that reading goes on and every violation is found. For one thread.
 */
final class PostedFields {
    private static final int SHOWN_CHARACTERS = 60;
    private static final int REPLACEMENT = 0xFFFD;

    private final Map<String, ?> fields;
    private final String parent;
    private final List<Violation> violations;

    PostedFields(Map<String, ?> fields) {
        this(fields, "#/", new ArrayList<>());
    }

    private PostedFields(Map<String, ?> fields, String parent, List<Violation> violations) {
        this.fields = fields;
        this.parent = parent;
        this.violations = violations;
    }

    /** Every broken rule so far. */
    List<Violation> violations() {
        return violations;
    }

    /** The names of the fields that have a value. */
    List<String> names() {
        return fields.keySet().stream().filter(this::has).toList();
    }

    /** Whether a field has a value; {@code null} means absent. */
    boolean has(String name) {
        return fields.get(name) != null;
    }

    /** A field of any type. */
    @Nullable Object value(String name) {
        return fields.get(name);
    }

    /** The fields of an object, whose violations are collected here; none where it is absent. */
    PostedFields object(String name) {
        return new PostedFields(entries(name), parent + escaped(name) + "/", violations);
    }

    private Map<String, Object> entries(String name) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        if (value != null) {
                            entries.put(String.valueOf(key), value);
                        }
                    });
        } else if (has(name)) {
            rejectType(name, "an object such as {}");
        }
        return entries;
    }

    /** A text. */
    Optional<String> text(String name) {
        if (fields.get(name) instanceof String text) {
            return Optional.of(text);
        }
        if (has(name)) {
            rejectType(name, "text in quotes");
        }
        return Optional.empty();
    }

    /** {@code true} or {@code false}. */
    Optional<Boolean> flag(String name) {
        if (fields.get(name) instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (has(name)) {
            rejectType(name, "true or false, without quotes");
        }
        return Optional.empty();
    }

    /** A finite number. */
    Optional<Double> number(String name) {
        if (fields.get(name) instanceof Number number) {
            double value = number.doubleValue();
            if (Double.isFinite(value)) {
                return Optional.of(value + 0.0); // -0.0 becomes 0.0, one way to write nought
            }
            reject(name, "must be a finite number; what was sent is beyond the range of a double.");
        } else if (has(name)) {
            rejectType(name, "a finite number, without quotes");
        }
        return Optional.empty();
    }

    /** A whole number from a range; 4.0 is 4. */
    OptionalLong integer(String name, long min, long max) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        var rule = "a whole number from " + min + " to " + max;
        var whole =
                fields.get(name) instanceof Number number
                        ? whole(number)
                        : Optional.<BigInteger>empty();
        if (whole.isEmpty()) {
            rejectType(name, rule + ", without quotes");
            return OptionalLong.empty();
        }
        var value = whole.get();
        if (value.compareTo(BigInteger.valueOf(min)) < 0
                || value.compareTo(BigInteger.valueOf(max)) > 0) {
            rejectType(name, rule);
            return OptionalLong.empty();
        }
        return OptionalLong.of(value.longValue());
    }

    /** A constant of an enum. */
    <E extends Enum<E> & WireName> Optional<E> choice(String name, Class<E> type) {
        var text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<E> constant = WireName.parse(type, text.get());
        if (constant.isEmpty()) {
            rejectType(name, "one of " + String.join(", ", WireName.names(type)));
        }
        return constant;
    }

    /** Remembers that a field is not of the kind described. */
    void rejectType(String name, String wanted) {
        reject(name, "must be " + wanted + ", but is " + described(fields.get(name)) + ".");
    }

    /** Remembers a broken rule. */
    void reject(String name, String detail) {
        violations.add(new Violation(parent + escaped(name), detail));
    }

    /** A value as a message shows it, cut where it is long. */
    static String described(@Nullable Object value) {
        if (value instanceof String text) {
            return "the text \"" + shortened(text) + "\"";
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        return shortened(String.valueOf(value));
    }

    /** A text cut to what a message can show, without characters that cannot be. */
    static String shortened(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN_CHARACTERS)
                .map(point -> isShowable(point) ? point : REPLACEMENT)
                .forEach(shown::appendCodePoint);
        return text.length() <= shown.length() ? shown.toString() : shown.append('…').toString();
    }

    /** Whether a character is neither a control nor half of a pair. */
    static boolean isShowable(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }

    private static Optional<BigInteger> whole(Number number) {
        if (number instanceof BigInteger big) {
            return Optional.of(big);
        }
        if (number instanceof Integer || number instanceof Long) {
            return Optional.of(BigInteger.valueOf(number.longValue()));
        }
        double value = number.doubleValue();
        // Beyond 1e19 no range reaches, and a BigDecimal of 1e999999999 would not fit in memory.
        if (value != Math.rint(value) || Math.abs(value) > 1e19) {
            return Optional.empty();
        }
        return Optional.of(BigDecimal.valueOf(value).toBigInteger());
    }

    /** A name as a JSON pointer in a URI fragment writes it. */
    private static String escaped(String name) {
        var pointer = shortened(name).replace("~", "~0").replace("/", "~1");
        return URLEncoder.encode(pointer, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}

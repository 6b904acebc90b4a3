package dev.circuitry.api;

import dev.circuitry.job.PageRequest;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.WireName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request's query parameters, read one by one; what breaks a rule is remembered and reads as
 * absent until {@link #check} answers with all of it. For one thread.
 */
final class QueryParameters {
    private static final int SHOWN = 60;
    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    private final Map<String, String[]> parameters;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * The parameters of a request.
     *
     * @param known the names that this address takes; any other breaks a rule
     */
    QueryParameters(HttpServletRequest request, List<String> known) {
        this.parameters = request.getParameterMap();
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                reject(
                        shortened(name),
                        "is no parameter of this address, which takes "
                                + (known.isEmpty() ? "none" : String.join(", ", known))
                                + ".");
            }
        }
    }

    /** Which page of a list. */
    PageRequest page() {
        int limit = integer("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        return new PageRequest(limit, text("cursor").orElse(null));
    }

    /** A text; an empty one breaks the rule. */
    Optional<String> text(String name) {
        return read(name, "text", text -> text.isBlank() ? null : text);
    }

    /** A whole number from a range. */
    Optional<Integer> integer(String name, int min, int max) {
        return read(
                name,
                "a whole number from " + min + " to " + max,
                text -> {
                    long value = Long.parseLong(text);
                    return value >= min && value <= max ? (int) value : null;
                });
    }

    /** A finite number. */
    Optional<Double> number(String name) {
        return read(
                name,
                "a finite number",
                text -> {
                    double value = Double.parseDouble(text);
                    return Double.isFinite(value) ? value : null;
                });
    }

    /** {@code true} or {@code false}; the bare name means {@code true}. */
    Optional<Boolean> flag(String name) {
        return read(
                name,
                "true or false",
                text ->
                        switch (text) {
                            case "true", "" -> true;
                            case "false" -> false;
                            default -> null;
                        });
    }

    /** A constant of an enum. */
    <E extends Enum<E> & WireName> Optional<E> choice(String name, Class<E> type) {
        return read(
                name,
                "one of " + String.join(", ", WireName.names(type)),
                text -> WireName.parse(type, text).orElse(null));
    }

    /** Remembers a broken rule. */
    void reject(String name, String detail) {
        violations.add(new Violation(name, detail));
    }

    /** Remembers that parameters break a rule by being there. */
    void rejectAll(List<String> names, String detail) {
        names.stream().filter(parameters::containsKey).forEach(name -> reject(name, detail));
    }

    /** Answers with every broken rule, if there are any. */
    void check() {
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER,
                    violations.get(0).pointer() + " " + violations.get(0).detail(),
                    violations);
        }
    }

    private <T> Optional<T> read(String name, String rule, Function<String, @Nullable T> reader) {
        var values = parameters.get(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1) {
            reject(name, "must be given once, but is given " + values.length + " times.");
            return Optional.empty();
        }
        Optional<T> value = attempt(values[0], reader);
        if (value.isEmpty()) {
            reject(name, "must be " + rule + ", but is \"" + shortened(values[0]) + "\".");
        }
        return value;
    }

    private static <T> Optional<T> attempt(String text, Function<String, @Nullable T> reader) {
        try {
            return Optional.ofNullable(reader.apply(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** A text cut to what a message can show. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}

package dev.circuitry.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the constants of an enum are written outside the program: in lower case. */
public interface WireName {
    /** The constant's Java name; every enum has it. */
    String name();

    /** The name in specifications and answers, e.g. {@code float32}. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of that name, or empty; case matters. */
    static <E extends Enum<E> & WireName> Optional<E> parse(Class<E> type, String wireName) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wireName().equals(wireName))
                .findFirst();
    }

    /** All names of an enum, in its order. */
    static <E extends Enum<E> & WireName> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(WireName::wireName).toList();
    }
}

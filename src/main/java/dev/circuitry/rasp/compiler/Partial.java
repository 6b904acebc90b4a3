package dev.circuitry.rasp.compiler;

import java.util.Optional;
import java.util.function.Supplier;

/** Functions that arithmetic does not define everywhere. */
final class Partial {

    private Partial() {}

    /**
     * What {@code value} gives, or nothing where arithmetic fails, be it by an exception or, as
     * doubles do where Python raises, by an infinity or no number.
     */
    static Optional<Object> of(Supplier<Object> value) {
        try {
            return Optional.of(value.get()).filter(Partial::isFinite);
        } catch (ArithmeticException undefined) {
            return Optional.empty();
        }
    }

    private static boolean isFinite(Object value) {
        return !(value instanceof Double number) || Double.isFinite(number);
    }
}

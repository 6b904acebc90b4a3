package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** MLPs that look functions of one-hot values up (T/craft/chamber/categorical_mlp.py). */
final class CategoricalMlp {

    private CategoricalMlp() {}

    /** f(x), from one-hot to one-hot; nothing where f is not defined. */
    static Mlp lookUp(VectorSpace input, VectorSpace output, Function<Object, Object> function) {
        Linear table = Linear.of(input, output, (x, y) -> isImage(applied(function, x), y) ? 1 : 0);
        return new Mlp(table, Linear.identity(output));
    }

    /**
     * f(x), from one-hot to a magnitude.
     *
     * @throws IllegalArgumentException if f is negative somewhere: the reference would write 0,
     *     since the value passes the ReLU
     */
    static Mlp weigh(VectorSpace input, VectorSpace output, Function<Object, Object> function) {
        Linear table = Linear.of(input, output, (x, y) -> nonNegative(applied(function, x)));
        return new Mlp(table, Linear.identity(output));
    }

    /**
     * f(x, y), from two one-hots to one: a hidden unit ReLU(x + y − 1) for each pair of values.
     *
     * @param label of what is computed; the hidden directions are named after it
     */
    static Mlp lookUpPair(
            String label,
            VectorSpace first,
            VectorSpace second,
            VectorSpace output,
            BiFunction<Object, Object, Object> function) {
        List<BasisDirection> pairs = new ArrayList<>();
        for (BasisDirection x : first) {
            for (BasisDirection y : second) {
                pairs.add(pair(label, x, y));
            }
        }
        VectorSpace hidden = VectorSpace.of(pairs);
        VectorSpace input = VectorSpace.join(List.of(first, second)).with(BasisDirection.ONE);
        Linear both = Linear.of(input, hidden, CategoricalMlp::conjunction);
        Linear table =
                Linear.of(hidden, output, (unit, z) -> isImage(applied(function, unit), z) ? 1 : 0);
        return new Mlp(both, table);
    }

    private static BasisDirection pair(String label, BasisDirection x, BasisDirection y) {
        return new BasisDirection(
                "_hidden_" + label + "_", List.of(x.name(), value(x), y.name(), value(y)));
    }

    private static double conjunction(BasisDirection input, BasisDirection unit) {
        if (input.equals(BasisDirection.ONE)) {
            return -1;
        }
        List<?> pair = (List<?>) value(unit);
        boolean isFirst = input.equals(new BasisDirection((String) pair.get(0), pair.get(1)));
        boolean isSecond = input.equals(new BasisDirection((String) pair.get(2), pair.get(3)));
        return isFirst || isSecond ? 1 : 0;
    }

    private static Optional<Object> applied(Function<Object, Object> function, BasisDirection x) {
        return Partial.of(() -> function.apply(value(x)));
    }

    private static Optional<Object> applied(
            BiFunction<Object, Object, Object> function, BasisDirection unit) {
        List<?> pair = (List<?>) value(unit);
        return Partial.of(() -> function.apply(pair.get(1), pair.get(3)));
    }

    private static boolean isImage(Optional<Object> image, BasisDirection direction) {
        return image.filter(value(direction)::equals).isPresent();
    }

    private static double nonNegative(Optional<Object> image) {
        double magnitude = image.map(Values::magnitude).orElse(0.0);
        if (magnitude < 0) {
            throw new IllegalArgumentException(
                    "a numerical map cannot give " + magnitude + ", which the ReLU would make 0");
        }
        return magnitude;
    }

    private static Object value(BasisDirection direction) {
        return Objects.requireNonNull(direction.value(), direction.name());
    }
}

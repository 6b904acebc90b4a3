package dev.circuitry.rasp;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sequence operation: a function from a sequence of tokens to as many values. Values are
 * integers, doubles, booleans or strings. Immutable.
 *
 * @param <T> the type of its values
 */
public sealed interface Sop<T> extends Expression {

    /** How a compiled model holds the values; categorical unless a program says otherwise. */
    Encoding encoding();

    /** A copy under another name, which the labels of the compiled model begin with. */
    Sop<T> named(String name);

    /**
     * A copy whose values are held as magnitudes, true as 1 and false as 0.
     *
     * @throws UnsupportedOperationException if this is neither a map nor a selector width: the rest
     *     a model computes in the encoding of its operands
     */
    default Sop<Double> numerical() {
        throw new UnsupportedOperationException(name() + " takes the encoding of its operands");
    }

    /** The tokens of the sequence; {@code T} is the type of the vocabulary's tokens. */
    @SuppressWarnings("unchecked")
    static <T> Sop<T> tokens() {
        return (Sop<T>) Input.TOKENS;
    }

    /** The positions in the sequence, from 0. */
    @SuppressWarnings("unchecked")
    static Sop<Integer> indices() {
        return (Sop<Integer>) (Sop<?>) Input.INDICES;
    }

    /** Applies {@code function} at each position; a map of a map is one map. */
    @SuppressWarnings("unchecked")
    default <R> Sop<R> map(Function<? super T, ? extends R> function) {
        return new Map<>(this, (Function<Object, Object>) function, "map", Encoding.CATEGORICAL);
    }

    /** Applies {@code function} to this value and the other's, at each position. */
    @SuppressWarnings("unchecked")
    default <U, R> Sop<R> with(
            Sop<U> other, BiFunction<? super T, ? super U, ? extends R> function) {
        return new SequenceMap<>(
                this, other, (BiFunction<Object, Object, Object>) function, "sequence_map");
    }

    /** What a program starts from. */
    enum Input implements Sop<Object> {
        TOKENS,
        INDICES;

        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public Encoding encoding() {
            return Encoding.CATEGORICAL;
        }

        /** The inputs of all programs have the same names. */
        @Override
        public Sop<Object> named(String name) {
            throw new UnsupportedOperationException(name() + " keeps its name");
        }
    }

    /** One function at each position. */
    record Map<T>(Sop<?> inner, Function<Object, Object> function, String name, Encoding encoding)
            implements Sop<T> {

        @Override
        public List<Expression> operands() {
            return List.of(inner);
        }

        @Override
        public Sop<T> named(String newName) {
            return new Map<>(inner, function, newName, encoding);
        }

        @Override
        public Sop<Double> numerical() {
            return new Map<>(inner, function.andThen(Values::magnitude), name, Encoding.NUMERICAL);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R> Sop<R> map(Function<? super T, ? extends R> next) {
            Function<Object, Object> both = function.andThen((Function<Object, Object>) next);
            return new Map<>(inner, both, "map", Encoding.CATEGORICAL);
        }
    }

    /** One function of two values at each position. */
    record SequenceMap<T>(
            Sop<?> first, Sop<?> second, BiFunction<Object, Object, Object> function, String name)
            implements Sop<T> {

        @Override
        public List<Expression> operands() {
            return List.of(first, second);
        }

        @Override
        public Encoding encoding() {
            return Encoding.CATEGORICAL;
        }

        @Override
        public Sop<T> named(String newName) {
            return new SequenceMap<>(first, second, function, newName);
        }
    }

    /** How many positions each position selects. */
    record SelectorWidth<T>(Select selector, String name, Encoding encoding) implements Sop<T> {

        @Override
        public List<Expression> operands() {
            return List.of(selector);
        }

        @Override
        public Sop<T> named(String newName) {
            return new SelectorWidth<>(selector, newName, encoding);
        }

        @Override
        public Sop<Double> numerical() {
            return new SelectorWidth<>(selector, name, Encoding.NUMERICAL);
        }
    }

    /**
     * The mean of the values at the positions each position selects, and {@code whenNothing}, where
     * null means no value, if it selects none.
     */
    record Aggregate<T>(Select selector, Sop<T> values, @Nullable T whenNothing, String name)
            implements Sop<T> {

        @Override
        public List<Expression> operands() {
            return List.of(selector, values);
        }

        @Override
        public Encoding encoding() {
            return values.encoding();
        }

        @Override
        public Sop<T> named(String newName) {
            return new Aggregate<>(selector, values, whenNothing, newName);
        }
    }
}

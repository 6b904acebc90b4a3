package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Encoding;
import dev.circuitry.rasp.RaspProgram;
import dev.circuitry.rasp.Sop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The values each sequence operation can take, and the space that holds them
 * (T/compiler/basis_inference.py). The reference also lists what averages of magnitudes can be, for
 * its maps of magnitudes, and so averages only 0 and 1; here those maps are refused and the list is
 * not needed.
 */
final class Bases {

    private static final Set<Class<?>> TYPES =
            Set.of(Integer.class, Double.class, Boolean.class, String.class);

    private final RaspGraph graph;
    private final RaspProgram program;
    private final IdentityHashMap<Sop<?>, List<Object>> known = new IdentityHashMap<>();

    Bases(RaspGraph graph, RaspProgram program) {
        this.graph = graph;
        this.program = program;
    }

    /** The space that holds the values: a direction a value, or one direction for a magnitude. */
    VectorSpace spaceOf(Sop<?> sop) {
        String label = graph.label(sop);
        return sop.encoding() == Encoding.CATEGORICAL
                ? VectorSpace.ofValues(label, valuesOf(sop))
                : VectorSpace.of(new BasisDirection(label));
    }

    /**
     * The values, each once; of an average, those it averages, though magnitudes mix.
     *
     * @throws IllegalArgumentException if there are none, or of several types, or of a type that is
     *     no RASP value
     */
    List<Object> valuesOf(Sop<?> sop) {
        List<Object> values = known.get(sop);
        if (values == null) {
            values = List.copyOf(new LinkedHashSet<>(infer(sop)));
            requireOneType(sop, values);
            known.put(sop, values);
        }
        return values;
    }

    private Collection<Object> infer(Sop<?> sop) {
        if (sop instanceof Sop.Map<?> map) {
            return image(map);
        }
        if (sop instanceof Sop.SequenceMap<?> map) {
            return image(map);
        }
        if (sop instanceof Sop.SelectorWidth<?>) {
            return numbersBelow(program.maxLength() + 1);
        }
        if (sop instanceof Sop.Aggregate<?> aggregate) {
            return valuesOf(aggregate.values());
        }
        return sop == Sop.Input.INDICES
                ? numbersBelow(program.maxLength())
                : List.<Object>copyOf(program.vocabulary());
    }

    private List<Object> image(Sop.Map<?> map) {
        List<Object> image = new ArrayList<>();
        for (Object value : valuesOf(map.inner())) {
            addIfDefined(image, () -> map.function().apply(value));
        }
        return image;
    }

    private List<Object> image(Sop.SequenceMap<?> map) {
        List<Object> image = new ArrayList<>();
        for (Object first : valuesOf(map.first())) {
            for (Object second : valuesOf(map.second())) {
                addIfDefined(image, () -> map.function().apply(first, second));
            }
        }
        return image;
    }

    private static List<Object> numbersBelow(int bound) {
        return IntStream.range(0, bound).<Object>mapToObj(number -> number).toList();
    }

    /** Skips what arithmetic does not define, as the reference does. */
    private static void addIfDefined(List<Object> image, Supplier<Object> value) {
        Partial.of(value).ifPresent(image::add);
    }

    private void requireOneType(Sop<?> sop, List<Object> values) {
        List<Class<?>> types = new ArrayList<>();
        values.stream().map(Object::getClass).distinct().forEach(types::add);
        if (types.size() != 1 || !TYPES.contains(types.get(0))) {
            throw new IllegalArgumentException(
                    graph.label(sop)
                            + " takes values of "
                            + types
                            + "; they must all be integers, doubles, booleans or strings");
        }
    }
}

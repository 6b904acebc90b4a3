package dev.circuitry.rasp.compiler;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A vector space: its basis directions, each once and in order. Immutable. */
final class VectorSpace implements Iterable<BasisDirection> {

    private final List<BasisDirection> basis;
    private final Map<BasisDirection, Integer> indices = new HashMap<>();

    private VectorSpace(Stream<BasisDirection> directions) {
        basis = directions.distinct().sorted().toList();
        for (int i = 0; i < basis.size(); i++) {
            indices.put(basis.get(i), i);
        }
    }

    static VectorSpace of(BasisDirection... directions) {
        return new VectorSpace(Stream.of(directions));
    }

    static VectorSpace of(Collection<BasisDirection> directions) {
        return new VectorSpace(directions.stream());
    }

    /** The space that one-hot encodes {@code values}. */
    static VectorSpace ofValues(String name, Collection<?> values) {
        return new VectorSpace(values.stream().map(value -> new BasisDirection(name, value)));
    }

    /** The smallest space that has all the directions of {@code spaces}. */
    static VectorSpace join(Collection<VectorSpace> spaces) {
        return new VectorSpace(spaces.stream().flatMap(VectorSpace::stream));
    }

    VectorSpace with(BasisDirection... more) {
        return new VectorSpace(Stream.concat(basis.stream(), Stream.of(more)));
    }

    int size() {
        return basis.size();
    }

    BasisDirection get(int index) {
        return basis.get(index);
    }

    boolean contains(BasisDirection direction) {
        return indices.containsKey(direction);
    }

    /**
     * Where a direction stands in the basis.
     *
     * @throws IllegalArgumentException if the space has no such direction
     */
    int indexOf(BasisDirection direction) {
        Integer index = indices.get(direction);
        if (index == null) {
            throw new IllegalArgumentException(direction.label() + " is not among " + basis);
        }
        return index;
    }

    Stream<BasisDirection> stream() {
        return basis.stream();
    }

    @Override
    public Iterator<BasisDirection> iterator() {
        return basis.iterator();
    }
}

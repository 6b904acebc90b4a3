package dev.circuitry.rasp.compiler;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * A linear map from one space to another, or a bilinear form on both.
 *
 * @param matrix [input, output], acting on row vectors from the right
 */
record Linear(VectorSpace input, VectorSpace output, Matrix matrix) {

    /** The map that takes each input direction to {@code weight} of it on each output direction. */
    static Linear of(
            VectorSpace input,
            VectorSpace output,
            ToDoubleBiFunction<BasisDirection, BasisDirection> weight) {
        return new Linear(
                input,
                output,
                Matrix.of(
                        input.size(),
                        output.size(),
                        (row, column) -> weight.applyAsDouble(input.get(row), output.get(column))));
    }

    static Linear identity(VectorSpace space) {
        return of(space, space, (from, to) -> from.equals(to) ? 1 : 0);
    }

    /** The sum of {@code maps}, each acting on its own part of the joint input space. */
    static Linear parallel(List<Linear> maps) {
        return of(
                VectorSpace.join(maps.stream().map(Linear::input).toList()),
                VectorSpace.join(maps.stream().map(Linear::output).toList()),
                (from, to) -> maps.stream().mapToDouble(map -> map.weight(from, to)).sum());
    }

    /** The weight from one direction to another; 0 where the map does not know them. */
    double weight(BasisDirection from, BasisDirection to) {
        if (!input.contains(from) || !output.contains(to)) {
            return 0;
        }
        return matrix.at(input.indexOf(from), output.indexOf(to));
    }
}

package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An MLP that reads a magnitude x and writes the value that belongs to the nearest of a few known
 * inputs (T/craft/chamber/numerical_mlp.py). Between each two neighbours stands a threshold t and
 * two hidden units, whose difference rises from 0 to 1 just above t:
 *
 * <pre>ReLU(100 (x − t) + 1) − ReLU(100 (x − t))</pre>
 */
final class DiscretisingMlp {

    /** How steeply the differences rise; {@code mlp_exactness} in the reference. */
    private static final double STEEPNESS = 100;

    private final String hiddenName;
    private final List<Step> steps;

    /**
     * @param label of what is computed; the hidden directions are named after it
     * @param steps the known inputs, ascending, and what to write for each
     */
    DiscretisingMlp(String label, List<Step> steps) {
        this.hiddenName = "_hidden_" + label + "_";
        this.steps = List.copyOf(steps);
    }

    /**
     * The MLP that reads {@code input} and writes into {@code output}.
     *
     * @param output one-hot directions of the steps' values, or one direction for their magnitudes
     */
    Mlp between(BasisDirection input, VectorSpace output) {
        List<BasisDirection> units = new ArrayList<>();
        units.add(start());
        for (int k = 1; k < steps.size(); k++) {
            units.add(new BasisDirection(hiddenName, List.of(k, 0)));
            units.add(new BasisDirection(hiddenName, List.of(k, 1)));
        }
        VectorSpace hidden = VectorSpace.of(units);
        VectorSpace inputs = VectorSpace.of(input, BasisDirection.ONE);
        return new Mlp(
                Linear.of(inputs, hidden, this::intoHidden),
                Linear.of(hidden, output, this::outOfHidden));
    }

    private double intoHidden(BasisDirection input, BasisDirection unit) {
        boolean fromOne = input.equals(BasisDirection.ONE);
        if (unit.equals(start())) {
            return fromOne ? 1 : 0;
        }
        double head = isRising(unit) ? 1 : 0;
        return fromOne ? head - STEEPNESS * threshold(step(unit)) : STEEPNESS;
    }

    private double outOfHidden(BasisDirection unit, BasisDirection output) {
        if (unit.equals(start())) {
            return written(0, output);
        }
        int k = step(unit);
        return isRising(unit)
                ? written(k, output) - written(k - 1, output)
                : written(k - 1, output) - written(k, output);
    }

    private double written(int step, BasisDirection output) {
        Object value = steps.get(step).value();
        if (output.value() == null) {
            return Values.magnitude(value);
        }
        return value.equals(output.value()) ? 1 : 0;
    }

    private double threshold(int k) {
        return (steps.get(k - 1).input() + steps.get(k).input()) / 2;
    }

    private BasisDirection start() {
        return new BasisDirection(hiddenName + "start");
    }

    private static int step(BasisDirection unit) {
        return (Integer) ((List<?>) Objects.requireNonNull(unit.value())).get(0);
    }

    private static boolean isRising(BasisDirection unit) {
        return ((List<?>) Objects.requireNonNull(unit.value())).get(1).equals(0);
    }

    /** A known input, and the value to write for it. */
    record Step(double input, Object value) {}
}

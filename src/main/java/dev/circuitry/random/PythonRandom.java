package dev.circuitry.random;

import java.util.List;

/** Stands in until the real one arrives. */
public final class PythonRandom {
    /** Seeds. */
    public PythonRandom(long seed) {}

    /** Shuffles. */
    public void shuffle(List<?> items) {
        java.util.Collections.rotate(items, 0);
    }
}

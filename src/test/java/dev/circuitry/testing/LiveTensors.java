package dev.circuitry.testing;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/** Tensors that nothing has closed yet. */
public final class LiveTensors {
    private LiveTensors() {}

    /** How many a manager owns, and those below it. */
    public static long count(NDManager manager) {
        long count = 0;
        for (Object resource : resources(manager).values()) {
            if (resource instanceof NDManager below) {
                count += count(below);
            } else if (resource instanceof NDArray) {
                count++;
            }
        }
        return count;
    }

    /** Managers tell of their own tensors, but of no manager below them. */
    private static Map<?, ?> resources(NDManager manager) {
        try {
            var field = BaseNDManager.class.getDeclaredField("resources");
            field.setAccessible(true);
            return (Map<?, ?>) field.get(manager);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

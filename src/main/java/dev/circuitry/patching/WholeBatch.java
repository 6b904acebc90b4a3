package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import dev.circuitry.graph.Circuit;
import java.util.List;

/** All rows at once: values stand from circuit to circuit. */
final class WholeBatch implements BatchValues {
    private final CircuitValues values;
    private int width = 1;

    WholeBatch(CircuitValues values) {
        this.values = values;
    }

    @Override
    public void moveTo(Circuit start) {
        values.moveTo(start);
        width = 1;
    }

    @Override
    public NDArray resid(List<Circuit> circuits) {
        width = values.atOnce(circuits);
        return values.resid(circuits);
    }

    @Override
    public int width() {
        return width;
    }
}

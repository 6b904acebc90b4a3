package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.graph.Circuit;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A slice of rows after the other: the values of each are made anew in every call, an ablated pass
 * and what the circuit needs, so that a call should ask for many circuits.
 */
final class SlicedBatch implements BatchValues {
    private final Slices slices;
    private final BiFunction<Integer, NDManager, CircuitValues> opener;
    private final NDManager manager;
    private @Nullable Circuit start;

    /**
     * None open yet.
     *
     * @param opener makes the values of a slice, which a manager owns
     */
    SlicedBatch(
            Slices slices,
            BiFunction<Integer, NDManager, CircuitValues> opener,
            NDManager manager) {
        this.slices = slices;
        this.opener = opener;
        this.manager = manager;
    }

    @Override
    public void moveTo(Circuit next) {
        start = next;
    }

    @Override
    public NDArray resid(List<Circuit> circuits) {
        var parts = new NDList();
        for (int slice = 0; slice < slices.count(); slice++) {
            int scored = slices.get(slice).scored().count();
            if (scored > 0) {
                parts.add(resid(slice, circuits, scored));
            }
        }
        var whole = NDArrays.concat(parts, 1);
        return whole.reshape(-1, whole.getShape().get(2));
    }

    /** Of one slice, {@code [circuits, scored, d_model]}. */
    private NDArray resid(int slice, List<Circuit> circuits, int scored) {
        try (var sub = manager.newSubManager()) {
            var values = opener.apply(slice, sub);
            values.moveTo(Objects.requireNonNull(start, "no circuit to start from"));
            int atOnce = values.atOnce(circuits);
            var parts = new NDList();
            for (int from = 0; from < circuits.size(); from += atOnce) {
                int to = Math.min(circuits.size(), from + atOnce);
                parts.add(kept(values, circuits.subList(from, to)));
            }
            var resid = NDArrays.concat(parts, 0);
            return resid.reshape(new Shape(circuits.size(), scored, resid.getShape().get(1)));
        }
    }

    private NDArray kept(CircuitValues values, List<Circuit> circuits) {
        NDArray resid;
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            resid = values.resid(circuits).duplicate();
            resid.attach(manager);
            NDScope.unregister(resid);
        }
        NDScope.register(resid);
        return resid;
    }

    @Override
    public int width() {
        return Integer.MAX_VALUE;
    }
}

package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.Precision;
import java.util.HashMap;
import java.util.Map;

/** A model's weights as engine tensors, all attached to one manager, read-only. */
final class Parameters {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new HashMap<>();

    Parameters(Weights weights, NDManager manager, Precision precision) {
        this.manager = manager;
        weights.tensors().forEach((name, tensor) -> arrays.put(name, array(tensor, precision)));
    }

    /** The tensor of that name. */
    NDArray get(String name) {
        var array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("the model has no parameter " + name);
        }
        return array;
    }

    /** Where the parameters live, for constants beside them. */
    NDManager manager() {
        return manager;
    }

    private NDArray array(Tensor tensor, Precision precision) {
        var wide = manager.create(tensor.values(), new Shape(tensor.shape()));
        if (precision == Precision.FLOAT64) {
            return wide;
        }
        try (wide) {
            return wide.toType(DataType.FLOAT32, true);
        }
    }
}

package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** A model's weights as engine tensors by TransformerLens' names, read-only. */
record Parameters(Map<String, NDArray> arrays) {
    /** The tensor of that name. */
    NDArray get(String name) {
        var array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("the model has no parameter " + name);
        }
        return array;
    }
}

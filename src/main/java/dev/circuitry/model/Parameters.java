package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A model's weights as engine tensors by TransformerLens' names, read-only.
 *
 * @param arrays which others may share
 * @param own owns what a model derives from them
 */
record Parameters(Map<String, NDArray> arrays, NDManager own) {
    /** The tensor of that name. */
    NDArray get(String name) {
        var array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("the model has no parameter " + name);
        }
        return array;
    }

    /** What is made of a tensor once, to live as long as the model and not as its weights. */
    NDArray derived(NDArray array, UnaryOperator<NDArray> making) {
        return derived(manager -> making.apply(array));
    }

    /** The same of nothing but numbers. */
    NDArray derived(Function<NDManager, NDArray> making) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var made = making.apply(own);
            made.attach(own);
            NDScope.unregister(made);
            return made;
        }
    }
}

package dev.circuitry.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Precision;
import java.util.HashMap;
import java.util.Map;

/**
 * Weights drawn from a normal distribution whose width keeps activations near one; biases are zero.
 *
 * @param config everything but the weights
 * @param seed of the engine's generator
 */
record RandomWeights(TransformerConfig config, int seed) implements ModelSource {
    @Override
    public Map<String, NDArray> load(NDManager manager, Precision precision) {
        manager.getEngine().setRandomSeed(seed);
        var type = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        Map<String, NDArray> arrays = new HashMap<>();
        ParameterShapes.of(config)
                .forEach((name, shape) -> arrays.put(name, array(name, shape, manager, type)));
        return arrays;
    }

    private static NDArray array(String name, long[] shape, NDManager manager, DataType type) {
        var of = new Shape(shape);
        boolean isMatrix = name.substring(name.lastIndexOf('.') + 1).startsWith("W_");
        if (!isMatrix) {
            return name.endsWith(".w") ? manager.ones(of, type) : manager.zeros(of, type);
        }
        boolean isTable = name.startsWith("embed.") || name.startsWith("pos_embed.");
        double width = isTable ? 1 : 1 / Math.sqrt((double) shape[shape.length - 2]);
        return manager.randomNormal(0, (float) width, of, type);
    }

    @Override
    public String sha256() {
        throw new UnsupportedOperationException("weights drawn for a figure have no name");
    }
}

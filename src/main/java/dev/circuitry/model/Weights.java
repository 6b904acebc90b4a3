package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.Precision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model outside any engine.
 *
 * @param config everything but the weights
 * @param tensors by TransformerLens' parameter names, all that {@link ParameterShapes} lists and no
 *     others
 */
public record Weights(TransformerConfig config, SortedMap<String, Tensor> tensors)
        implements ModelSource {
    /**
     * Weights that fit their configuration.
     *
     * @throws IllegalArgumentException naming the first tensor that is missing, of another shape,
     *     or too many
     */
    public Weights {
        tensors = new TreeMap<>(tensors);
        Map<String, long[]> shapes = ParameterShapes.of(config);
        for (var wanted : shapes.entrySet()) {
            var tensor = tensors.get(wanted.getKey());
            if (tensor == null) {
                throw new IllegalArgumentException("the tensor " + wanted.getKey() + " is missing");
            }
            if (!Arrays.equals(tensor.shape(), wanted.getValue())) {
                throw new IllegalArgumentException(
                        "the tensor "
                                + wanted.getKey()
                                + " has the shape "
                                + Arrays.toString(tensor.shape())
                                + " instead of "
                                + Arrays.toString(wanted.getValue()));
            }
        }
        for (String name : tensors.keySet()) {
            if (!shapes.containsKey(name)) {
                throw new IllegalArgumentException(
                        "the tensor " + name + " has no place in the model");
            }
        }
    }

    @Override
    public Map<String, NDArray> load(NDManager manager, Precision precision) {
        Map<String, NDArray> arrays = new HashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, array(tensor, manager, precision)));
        return arrays;
    }

    private static NDArray array(Tensor tensor, NDManager manager, Precision precision) {
        var wide = manager.create(tensor.values(), new Shape(tensor.shape()));
        if (precision == Precision.FLOAT64) {
            return wide;
        }
        try (wide) {
            return wide.toType(DataType.FLOAT32, true);
        }
    }

    /** SHA-256 over names, shapes and values (as big-endian float64), lower-case hex. */
    @Override
    public String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            tensors.forEach(
                    (name, tensor) -> {
                        digest.update(
                                (name + Arrays.toString(tensor.shape()))
                                        .getBytes(StandardCharsets.UTF_8));
                        var bytes = ByteBuffer.allocate(tensor.values().length * Double.BYTES);
                        bytes.asDoubleBuffer().put(tensor.values());
                        digest.update(bytes);
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

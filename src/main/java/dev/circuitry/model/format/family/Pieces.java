package dev.circuitry.model.format.family;

import ai.djl.ndarray.NDArray;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.TransformerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Collects where each parameter of a model lies. */
public final class Pieces {
    private final Map<String, long[]> shapes;
    private final Set<String> stored;
    private final Map<String, Piece> pieces = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param config says which parameters there have to be
     * @param stored names of the tensors that the files hold
     */
    public Pieces(TransformerConfig config, Set<String> stored) {
        this.shapes = ParameterShapes.of(config);
        this.stored = stored;
    }

    /** All of them, by our parameters' names. */
    public Map<String, Piece> all() {
        for (String name : shapes.keySet()) {
            if (!pieces.containsKey(name)) {
                throw new IllegalStateException("nothing says where " + name + " lies");
            }
        }
        return pieces;
    }

    /** Whether the files hold a tensor of that name. */
    boolean has(String name) {
        return stored.contains(name);
    }

    /** The prefix where the files use it, else nothing. */
    String prefix(String prefix, String name) {
        return has(prefix + name) ? prefix : "";
    }

    /** The parameter lies in a tensor of that name and shape. */
    void put(String parameter, String name, UnaryOperator<NDArray> layout, long... shape) {
        pieces.put(parameter, new Piece(name, shape, layout));
    }

    /** The parameter lies in a tensor of that name as it is. */
    void putAsIs(String parameter, String name) {
        put(parameter, name, Layouts.AS_IS, shape(parameter));
    }

    /** The parameter, a matrix, lies in a tensor of that name transposed. */
    void putTransposed(String parameter, String name) {
        long[] shape = shape(parameter);
        put(parameter, name, Layouts.TRANSPOSED, shape[1], shape[0]);
    }

    /** A normalisation's weight and bias, where it has them, lie in tensors of these names. */
    void putNorm(String norm, String name) {
        if (shapes.containsKey(norm + ".w")) {
            putAsIs(norm + ".w", name + ".weight");
        }
        if (shapes.containsKey(norm + ".b")) {
            putAsIs(norm + ".b", name + ".bias");
        }
    }

    /** The parameter is zero: the architecture does not have it. */
    void zero(String parameter) {
        pieces.put(parameter, new Piece(null, shape(parameter), Layouts.AS_IS));
    }

    private long[] shape(String parameter) {
        var shape = shapes.get(parameter);
        if (shape == null) {
            throw new IllegalArgumentException("the model has no parameter " + parameter);
        }
        return shape;
    }
}

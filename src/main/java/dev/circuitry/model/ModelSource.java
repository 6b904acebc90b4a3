package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.circuitry.spec.Precision;
import java.util.Map;

/**
 * Where a model's weights come from: made in memory, or read from files. Safe for several threads.
 */
public interface ModelSource {
    /** Everything but the weights. */
    TransformerConfig config();

    /**
     * Makes the weights.
     *
     * @param manager owns the arrays from now on, on its device
     * @param precision of the arrays
     * @return by TransformerLens' parameter names, all that {@link ParameterShapes} lists for
     *     {@link #config()}
     * @throws dev.circuitry.problem.ProblemException where a file cannot be read, naming file and
     *     tensor
     */
    Map<String, NDArray> load(NDManager manager, Precision precision);

    /** SHA-256 of the weights, lower-case hex. */
    String sha256();
}

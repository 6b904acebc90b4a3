package dev.circuitry.experiment.models;

import dev.circuitry.model.ModelSource;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import org.jspecify.annotations.Nullable;

/**
 * A model to run.
 *
 * @param name in specifications
 * @param weights processed as asked
 * @param processing as asked
 * @param tokenizer or null where it has none
 * @param origin where it comes from
 */
public record CatalogueModel(
        String name,
        ModelSource weights,
        Processing processing,
        @Nullable Tokenizer tokenizer,
        ModelOrigin origin) {
    /** The room its weights take. */
    public long bytes(Precision precision) {
        return ParameterShapes.parameters(weights.config())
                * (precision == Precision.FLOAT64 ? Double.BYTES : Float.BYTES);
    }

    /**
     * Holds reset weights against the trained ones that they stand in for.
     *
     * @throws ProblemException MODEL_UNUSABLE where the sizes differ
     */
    public void requireSizesOf(CatalogueModel trained) {
        var sizes = weights.config().dimensions();
        var wanted = trained.weights.config().dimensions();
        if (!sizes.equals(wanted)) {
            throw new ProblemException(
                    ProblemCode.MODEL_UNUSABLE,
                    name
                            + ": its sizes are "
                            + sizes
                            + ", but those of "
                            + trained.name
                            + " are "
                            + wanted
                            + "; reset weights belong to the same architecture");
        }
    }
}

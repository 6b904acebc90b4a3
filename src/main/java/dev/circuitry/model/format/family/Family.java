package dev.circuitry.model.format.family;

import dev.circuitry.model.TransformerConfig;
import java.util.List;

/** A family of checkpoints: one class each, and one line in {@link Families}. */
public interface Family {
    /** What it is called where models are listed. */
    String architecture();

    /** Names that its weight files may have; the first there is counts. */
    List<String> weightFiles();

    /**
     * What the configuration says.
     *
     * @throws dev.circuitry.problem.ProblemException naming a field that is missing, wrong, or asks
     *     for something that is not built
     */
    TransformerConfig config(ConfigFields fields);

    /** Says where each parameter lies. */
    void place(Pieces pieces, TransformerConfig config, ConfigFields fields);

    /**
     * Whether a stored tensor that no parameter is made of may be ignored: a buffer, or something
     * outside the transformer. Any other would change what the model computes.
     */
    boolean ignores(String stored);
}

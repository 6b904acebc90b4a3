package dev.circuitry.dataset;

import dev.circuitry.spec.Dataset;
import java.util.List;

/**
 * A file that was read.
 *
 * @param dataset its content
 * @param warnings what the client should know, whole sentences
 */
public record Upload(Dataset dataset, List<String> warnings) {
    public Upload {
        warnings = List.copyOf(warnings);
    }
}

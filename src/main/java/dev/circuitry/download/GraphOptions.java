package dev.circuitry.download;

import dev.circuitry.export.ExportOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a circuit is written.
 *
 * @param export what of it, and under which names
 * @param scale of a picture; null for what suits the form: 2 pixels a point in a PNG, else 1
 */
public record GraphOptions(ExportOptions export, @Nullable Double scale) {
    /** Every node, short names, a picture of the usual size. */
    public static final GraphOptions DEFAULT = new GraphOptions(ExportOptions.DEFAULT, null);
}

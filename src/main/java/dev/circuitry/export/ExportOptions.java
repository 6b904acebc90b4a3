package dev.circuitry.export;

import dev.circuitry.spec.WireName;
import org.jspecify.annotations.Nullable;

/**
 * What of a circuit is written, and under which names.
 *
 * @param view nodes, or heads and MLPs as wholes
 * @param display how the formats name nodes that are made to be looked at: {@code dot}, {@code tgf}
 *     and pictures; the others write everything under full names
 */
public record ExportOptions(View view, Display display) {
    /** Every node, short names. */
    public static final ExportOptions DEFAULT = new ExportOptions(View.NODES, Display.DEFAULT);

    /** What a node of the written graph stands for. */
    public enum View implements WireName {
        /** A hook point of a head or of a whole layer. */
        NODES,
        /** A head, an MLP, an embedding, the output. */
        COMPONENTS
    }

    /**
     * How a graph is shown (reference: the options of {@code acdc_graphics.show}).
     *
     * @param showFullIndex full names, {@code blocks.1.attn.hook_q[:, :, 6]}, instead of short ones
     * @param showPlaceholders structural edges too, where their ends have different names
     * @param removeQkv heads as one, without {@code _q}, {@code _k}, {@code _v}
     * @param minEffect leaves out edges whose effect is smaller in size; edges without an effect
     *     stay. Null leaves out none
     */
    public record Display(
            boolean showFullIndex,
            boolean showPlaceholders,
            boolean removeQkv,
            @Nullable Double minEffect) {
        /** Short names, tested edges, all of them. */
        public static final Display DEFAULT = new Display(false, false, false, null);

        /** Whether an edge of this effect is strong enough; null has none. */
        boolean admits(@Nullable Double effect) {
            return minEffect == null || effect == null || Math.abs(effect) >= minEffect;
        }
    }
}

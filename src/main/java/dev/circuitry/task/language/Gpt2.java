package dev.circuitry.task.language;

import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;

/** GPT-2 small, on which most of these behaviours were found. */
final class Gpt2 {
    /** Its name in the reference and on the hub. */
    static final String NAME = "gpt2";

    static final int LAYERS = 12;
    static final int HEADS = 12;

    /** What decides its graph. */
    static final GraphShape SHAPE =
            new GraphShape(LAYERS, HEADS, HEADS, MlpPlacement.SEQUENTIAL, false);

    private Gpt2() {}
}

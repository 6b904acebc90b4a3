package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import dev.circuitry.graph.Circuit;
import java.util.List;

/** What a batch computes under one circuit after another, and under parts of each. */
interface BatchValues {
    /** Moves on to a circuit. */
    void moveTo(Circuit start);

    /**
     * The last residual streams at the scored places under parts of the circuit. Open an {@code
     * NDScope} around.
     *
     * @return {@code [circuits * scored, d_model]}
     */
    NDArray resid(List<Circuit> circuits);

    /** How many circuits like those of the call before one call gains from at most. */
    int width();
}

package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/** A number to minimise, from logits. Holds what it compares with for as long as the experiment. */
public interface Metric {
    /**
     * The metric of one forward pass, computed in the logits' precision and widened.
     *
     * @param logits {@code [batch, pos, outputs]}
     * @return in the metric's unit; NaN or infinite where the logits are
     */
    double of(NDArray logits);

    /**
     * The same of logits at the scored places alone, of which it asks for no more than it reads.
     *
     * @param logits in the order of {@link #scored}
     */
    double ofScored(ScoredLogits logits);

    /** The places that are read. */
    Scored scored();
}

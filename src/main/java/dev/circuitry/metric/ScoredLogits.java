package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;

/** Logits at the scored places, as many of them as a metric reads. */
public interface ScoredLogits {
    /** All, {@code [scored, outputs]}. */
    NDArray all();

    /**
     * Those of some tokens at each place, {@code [scored, tokens]}.
     *
     * @param tokens int64, {@code [scored, tokens]}
     */
    NDArray ofTokens(NDArray tokens);

    /** Of logits that are there already, {@code [scored, outputs]}. */
    static ScoredLogits of(NDArray logits) {
        return new ScoredLogits() {
            @Override
            public NDArray all() {
                return logits;
            }

            @Override
            public NDArray ofTokens(NDArray tokens) {
                return ScoredRows.pick(logits, tokens);
            }
        };
    }
}

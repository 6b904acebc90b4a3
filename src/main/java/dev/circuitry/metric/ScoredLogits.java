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

    /**
     * What a reader makes of all outputs, some after others, so that they need never be in memory
     * together. Where several circuits are measured at once, the first asks for all of them.
     *
     * @param reader the same in every call
     * @return {@code [part, scored, values]}
     */
    NDArray parts(PartReader reader);

    /** Reads the logits of some outputs. */
    interface PartReader {
        /**
         * Reads them, of several circuits at once.
         *
         * @param logits {@code [circuits, scored, blocks, outputs in block]}; the reader's to write
         *     to
         * @param first of these outputs, which are consecutive
         * @return {@code [circuits, scored, values]}
         */
        NDArray read(NDArray logits, long first);
    }

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

            @Override
            public NDArray parts(PartReader reader) {
                var shape = logits.getShape();
                return reader.read(logits.duplicate().reshape(1, shape.get(0), 1, shape.get(1)), 0);
            }
        };
    }
}

package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What logits are compared with.
 *
 * @param clean the full model's logits on the clean prompts, {@code [batch, pos, outputs]}
 * @param scored where
 * @param answers the right token at each scored place, or null where there is none
 * @param wrongAnswers the wrong tokens at each scored place, or null
 * @param outputs how many of the logits, from the first, are outputs of the program; all but for
 *     compiled models
 */
public record Targets(
        NDArray clean,
        Scored scored,
        long @Nullable [] answers,
        long @Nullable [][] wrongAnswers,
        int outputs) {
    /**
     * The right tokens.
     *
     * @throws IllegalStateException where there are none, which the specification's checks exclude
     */
    long[] requireAnswers() {
        if (answers == null) {
            throw new IllegalStateException("the data has no answers");
        }
        return answers;
    }

    /** The wrong tokens, likewise. */
    long[][] requireWrongAnswers() {
        if (wrongAnswers == null) {
            throw new IllegalStateException("the data has no wrong answers");
        }
        return wrongAnswers;
    }
}

package dev.circuitry.rasp.compiler;

import java.util.List;

/**
 * One attention head: what positions attend to, and what they carry over from there.
 *
 * @param scores the bilinear form W_QK on queries (its input space) and keys (its output space)
 * @param carried the linear map W_OV from values to outputs
 */
record AttentionHead(Linear scores, Linear carried) {

    VectorSpace space() {
        return VectorSpace.join(
                List.of(scores.input(), scores.output(), carried.input(), carried.output()));
    }

    /** The key size the head needs: its scores act in whole within the query matrix. */
    int keySize() {
        // the reference counts the scores alone, and fails where the outputs outnumber them
        int scoreSize = Math.max(scores.input().size(), scores.output().size());
        return Math.max(scoreSize, carried.output().size());
    }
}

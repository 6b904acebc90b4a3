package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Some heads in a row: what they do alike is one operation.
 *
 * @param first from 0; of keys and values the key-value head
 * @param count how many
 */
public record HeadRange(int first, int count) {
    /** Their part of what is laid out by head, {@code [head, ...]}. */
    NDArray of(NDArray byHead) {
        return byHead.get(new NDIndex().addSliceDim(first, first + (long) count));
    }
}

package dev.circuitry.model;

import ai.djl.ndarray.NDArray;

/**
 * What reads and writes a model's activations while it runs. A point that nobody watches may not be
 * computed at all: heads are kept apart only where somebody looks.
 */
public interface Hooks {
    /** Watches nothing. */
    Hooks NONE =
            new Hooks() {
                @Override
                public boolean watches(String hookPoint) {
                    return false;
                }

                @Override
                public NDArray at(String hookPoint, NDArray activation) {
                    return activation;
                }
            };

    /** Whether {@link #at} is to be called at this hook point. */
    boolean watches(String hookPoint);

    /**
     * Called when a watched activation has been computed.
     *
     * @param hookPoint TransformerLens' name
     * @param activation of the shape that {@link dev.circuitry.spec.HookPoints} gives; may be a
     *     broadcast view, so it must never be written in place; closed with its block's {@code
     *     NDScope}, from which who reads it later takes it out
     * @return what the model goes on with, and closes: the same array, or another of that shape
     */
    NDArray at(String hookPoint, NDArray activation);

    /** The activation to go on with, watched or not. */
    default NDArray pass(String hookPoint, NDArray activation) {
        return watches(hookPoint) ? at(hookPoint, activation) : activation;
    }
}

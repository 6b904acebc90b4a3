package dev.circuitry.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import java.util.function.Supplier;

/**
 * The measure of all costs: a forward pass of the whole batch without hooks, timed again and again.
 */
final class PlainPass {
    private final Transformer model;
    private final TokenBatch prompts;
    private final NDManager manager;
    private final Cost own = new Cost();

    PlainPass(Transformer model, TokenBatch prompts, NDManager manager) {
        this.model = model;
        this.prompts = prompts;
        this.manager = manager;
        once(); // the first of anything is slow
    }

    /**
     * What was timed beside it.
     *
     * @param seconds of all
     */
    record Timed(int evaluations, double seconds) {}

    /** Times something between two passes: a machine's speed changes from one to another. */
    void beside(Cost cost, Supplier<Timed> timing) {
        double before = timed();
        var timed = timing.get();
        cost.add(timed.evaluations, timed.seconds, (before + timed()) / 2);
    }

    /** The median of those timed so far. */
    double seconds() {
        return own.seconds();
    }

    private double timed() {
        double seconds = once();
        own.add(1, seconds, seconds);
        return seconds;
    }

    private double once() {
        long began = System.nanoTime();
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            model.predict(prompts.in(pass)).toFloatArray();
        }
        return secondsSince(began);
    }

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}

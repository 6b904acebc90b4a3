package dev.circuitry.experiment;

/**
 * What runs may use.
 *
 * @param weights bytes of weights that may be kept on a device
 * @param run bytes that one run may take beside weights
 * @param threads of an operation
 */
public record Resources(long weights, long run, OperationThreads threads) {
    /** All there is, on one thread. */
    public static final Resources UNLIMITED =
            new Resources(Long.MAX_VALUE, Long.MAX_VALUE, OperationThreads.ONE);
}

package dev.circuitry.experiment;

/**
 * How many threads one operation of a run may use. Last digits hang on it, so it depends on
 * settings and the model alone, never on what else runs.
 *
 * @param fixed for every run, or 0: then a single worker on the CPU gives big models all cores, and
 *     several workers one thread each, as small models have it, which more would slow down
 * @param cores of the machine
 * @param cpuWorkers workers on the CPU
 */
public record OperationThreads(int fixed, int cores, int cpuWorkers) {
    /** From here on, in parameters, an operation is long enough to be shared. */
    private static final long BIG = 1_000_000;

    /** One thread, whatever the run. */
    public static final OperationThreads ONE = new OperationThreads(1, 1, 1);

    /** Of a run on a model of so many parameters. */
    int of(long parameters) {
        if (fixed > 0) {
            return fixed;
        }
        return cpuWorkers > 1 || parameters < BIG ? 1 : cores;
    }
}

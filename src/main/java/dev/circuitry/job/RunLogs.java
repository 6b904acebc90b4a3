package dev.circuitry.job;

/**
 * What runs read and write.
 *
 * @param rows the logs, to write
 * @param reader the logs, to read
 * @param meters of what is written
 */
record RunLogs(LogRows rows, LogReader reader, RunMeters meters) {
    /** Takes down what an attempt decides. */
    DecisionLog of(Ownership ownership) {
        return new DecisionLog(rows, ownership, meters);
    }
}

package dev.circuitry.job;

import dev.circuitry.spec.WireName;

/** Where a job stands: queued, running, then one of the ends. */
public enum JobStatus implements WireName {
    /** Waits for a worker. */
    QUEUED,
    /** A worker has it. */
    RUNNING,
    /** Stopped at a step; goes on when resumed. */
    PAUSED,
    /** Ended with a result. */
    COMPLETED,
    /** Ended with an error. */
    FAILED,
    /** Ended by its user. */
    CANCELLED;

    /** Whether nothing will happen to it any more. */
    public boolean isEnded() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}

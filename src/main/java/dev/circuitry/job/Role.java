package dev.circuitry.job;

import dev.circuitry.spec.WireName;

/** What a process does. */
public enum Role implements WireName {
    /** Both of the others' work. */
    ALL,
    /** Answers requests and queues jobs; has no workers. */
    API,
    /** Runs jobs; answers only how it is. */
    WORKER;

    /** Whether it runs jobs. */
    public boolean works() {
        return this != API;
    }

    /** Whether it answers requests. */
    public boolean serves() {
        return this != WORKER;
    }
}

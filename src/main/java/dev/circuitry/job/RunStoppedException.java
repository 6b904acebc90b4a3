package dev.circuitry.job;

/** Ends a run from outside, between two evaluations. */
final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it stops. */
    enum Reason {
        /** Its user asked for it. */
        CANCELLED,
        /** Its user wants it to wait. */
        PAUSED,
        /** The service shuts down; another attempt will go on. */
        SHUTDOWN
    }

    private final Reason reason;

    RunStoppedException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}

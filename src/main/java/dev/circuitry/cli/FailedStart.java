package dev.circuitry.cli;

import dev.circuitry.database.HomeInUseException;

/** Spring did not start, and has said why. */
final class FailedStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedStart(Throwable cause) {
        super(cause);
    }

    /** Wrong request where another start would have worked, else failed. */
    int exitCode() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal.exitCode();
            }
            if (cause instanceof HomeInUseException) {
                return ExitCodes.WRONG_REQUEST;
            }
        }
        return ExitCodes.FAILED;
    }
}

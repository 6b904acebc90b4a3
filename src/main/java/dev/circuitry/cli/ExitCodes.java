package dev.circuitry.cli;

/** What the process ends with, for scripts. */
public final class ExitCodes {
    /** Everything asked for was done. */
    public static final int DONE = 0;

    /** The job, or the start of the program, failed. */
    public static final int FAILED = 1;

    /** The request was wrong: nothing was run. */
    public static final int WRONG_REQUEST = 2;

    /** Not an exit code: the service runs, and the process lives on. */
    public static final int SERVING = -1;

    private ExitCodes() {}
}

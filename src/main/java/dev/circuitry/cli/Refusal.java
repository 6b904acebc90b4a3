package dev.circuitry.cli;

/** The command cannot be carried out; the message is for the person who typed it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked is wrong. */
    static Refusal wrongRequest(String message) {
        return new Refusal(ExitCodes.WRONG_REQUEST, message);
    }

    /** What was asked is right and did not work. */
    static Refusal failure(String message) {
        return new Refusal(ExitCodes.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

package dev.circuitry.job;

import java.util.List;

/** A run began where last digits come out otherwise than here. */
final class OtherEnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherEnvironmentException(int steps, List<String> differences) {
        super(
                "Steps 1 to "
                        + steps
                        + " were run elsewhere, and here last digits may differ ("
                        + String.join("; ", differences)
                        + "). The job waits for a worker like the first;"
                        + " circuitry.jobs.resume-anywhere=true lets it go on on any, and the manifest says so.",
                null,
                false,
                false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

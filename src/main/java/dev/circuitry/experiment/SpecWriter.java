package dev.circuitry.experiment;

import dev.circuitry.spec.JobSpec;
import java.util.Map;

/**
 * Writes a specification as the fields that a client could have posted, every default filled in.
 */
public final class SpecWriter {
    private SpecWriter() {}

    /** The canonical form: ordered, JSON-ready; reading it gives the same specification. */
    public static Map<String, Object> write(JobSpec spec) {
        throw new UnsupportedOperationException();
    }
}

package dev.circuitry.job;

import java.util.List;

/**
 * What a posted specification has come to.
 *
 * @param job as it stands
 * @param deduplicated whether the job was there already, with or on its way to the same result
 * @param warnings about this request alone, which the job of another does not hold
 */
public record Submission(JobView job, boolean deduplicated, List<String> warnings) {
    public Submission {
        warnings = List.copyOf(warnings);
    }
}

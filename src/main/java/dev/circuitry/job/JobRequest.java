package dev.circuitry.job;

import dev.circuitry.spec.JobSpec;
import java.util.List;

/**
 * What is stored of a submission.
 *
 * @param spec what to run
 * @param json its canonical form
 * @param hash of what decides the numbers
 * @param warnings whole sentences
 */
record JobRequest(JobSpec spec, String json, String hash, List<String> warnings) {
    JobRequest {
        warnings = List.copyOf(warnings);
    }
}

package dev.circuitry.experiment;

import dev.circuitry.spec.JobSpec;
import java.util.List;
import java.util.Map;

/** Reads a job's fields as a client posts them, fills in the defaults and checks every rule. */
public final class SpecReader {
    /**
     * A specification that was read.
     *
     * @param spec every default filled in
     * @param warnings what the client should know, whole sentences
     */
    public record Reading(JobSpec spec, List<String> warnings) {}

    /**
     * Reads fields.
     *
     * @param fields names and values as JSON gives them: strings, numbers, booleans, lists, maps,
     *     null
     * @throws dev.circuitry.problem.ProblemException INVALID_SPEC with every violation at once
     */
    public Reading read(Map<String, ?> fields) {
        throw new UnsupportedOperationException();
    }
}

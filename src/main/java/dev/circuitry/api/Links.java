package dev.circuitry.api;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Addresses of jobs, written and read. */
final class Links {
    // UUID.fromString also takes shorter forms, so that one job would have many addresses.
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Links() {}

    /** Where a job is. */
    static String job(UUID id) {
        return "/jobs/" + id;
    }

    /** The id in a path; what is no id names no job. */
    static UUID id(String written) {
        return parse(written).orElseThrow(Links::noJob);
    }

    /** The id that a text is; empty where it is none. */
    static Optional<UUID> parse(String written) {
        return UUID_FORM.matcher(written).matches()
                ? Optional.of(UUID.fromString(written))
                : Optional.empty();
    }

    /** Nothing is stored under an id. */
    static ProblemException noJob() {
        return new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no job of this id. GET /jobs lists those there are.");
    }
}

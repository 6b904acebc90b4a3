package dev.circuitry.job;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list.
 *
 * @param limit at most so many items, 1 to 1000
 * @param cursor a page's {@code nextCursor}, or null for the first
 */
public record PageRequest(int limit, @Nullable String cursor) {
    /** The most items of a page. */
    public static final int LARGEST = 1000;

    /**
     * Checks the limit; the list that is asked checks the cursor.
     *
     * @throws ProblemException INVALID_PARAMETER
     */
    public PageRequest {
        if (limit < 1 || limit > LARGEST) {
            String detail = "limit must be from 1 to " + LARGEST + ", not " + limit + ".";
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, detail, List.of(new Violation("limit", detail)));
        }
    }

    /** The rows of a log after one of them; 0 for the first. */
    public static PageRequest after(int seq, int limit) {
        return new PageRequest(limit, Cursor.after(seq));
    }
}

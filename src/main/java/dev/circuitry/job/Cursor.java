package dev.circuitry.job;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list starts: after a job, written in 22 characters of A–Z a–z 0–9 - _,
 * or after a row of a log, written as its seq.
 */
final class Cursor {
    private static final int UUID_BYTES = 16;

    private Cursor() {}

    static String after(UUID id) {
        var bytes = ByteBuffer.allocate(UUID_BYTES);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The job a cursor stands after, or null for the start of the list. */
    static @Nullable UUID id(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == UUID_BYTES) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(cursor);
        }
        throw unreadable(cursor);
    }

    static String after(int seq) {
        return Integer.toString(seq);
    }

    /** The row a cursor stands after, 0 for the start of the list. */
    static int seq(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            int seq = Integer.parseInt(cursor);
            if (seq >= 0 && cursor.charAt(0) != '+') {
                return seq;
            }
        } catch (NumberFormatException e) {
            throw unreadable(cursor);
        }
        throw unreadable(cursor);
    }

    private static ProblemException unreadable(String cursor) {
        String detail =
                "'"
                        + cursor
                        + "' is no cursor of this list; pass a page's next_cursor, or leave it out for the first page.";
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER, detail, List.of(new Violation("cursor", detail)));
    }
}

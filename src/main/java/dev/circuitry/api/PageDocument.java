package dev.circuitry.api;

import dev.circuitry.job.Page;
import dev.circuitry.job.PageRequest;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list as clients see it.
 *
 * @param nextCursor where the next part starts, or null at the end
 */
record PageDocument<T>(List<T> items, @Nullable String nextCursor) {
    private static final Pattern OFFSET = Pattern.compile("o(\\d{1,9})");

    static <S, T> PageDocument<T> of(Page<S> page, Function<S, T> wire) {
        return new PageDocument<>(page.items().stream().map(wire).toList(), page.nextCursor());
    }

    /** A part of a list that is at hand as a whole. */
    static <T> PageDocument<T> of(List<T> all, PageRequest request) {
        int start = request.cursor() == null ? 0 : offset(request.cursor());
        int from = Math.min(start, all.size());
        int to = Math.min(from + request.limit(), all.size());
        return new PageDocument<>(all.subList(from, to), to < all.size() ? "o" + to : null);
    }

    private static int offset(String cursor) {
        var match = OFFSET.matcher(cursor);
        if (!match.matches()) {
            var rule =
                    "must be the next_cursor of an earlier answer. Leave it out for the first page.";
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER,
                    "cursor " + rule,
                    List.of(new Violation("cursor", rule)));
        }
        return Integer.parseInt(match.group(1));
    }
}

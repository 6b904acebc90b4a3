package dev.circuitry.spec;

import org.jspecify.annotations.Nullable;

/**
 * Where a row of a data set is scored: at one position, where a mask is true, or at the last token.
 *
 * @param position from 0, the prepended token counted, or null
 * @param mask one entry a token, the prepended one counted, or null
 */
public record ScoredPlaces(@Nullable Integer position, boolean @Nullable [] mask) {
    /** At the row's last token. */
    public static final ScoredPlaces LAST = new ScoredPlaces(null, null);
}

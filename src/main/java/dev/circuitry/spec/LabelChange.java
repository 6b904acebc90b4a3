package dev.circuitry.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job's labels; null where one stays as it is.
 *
 * @param name its name, empty for none
 * @param group its group, empty for none
 * @param tags the new ones, all of them
 * @param keep whether retention is to leave the job alone
 */
public record LabelChange(
        @Nullable String name,
        @Nullable String group,
        @Nullable List<String> tags,
        @Nullable Boolean keep) {
    public LabelChange {
        tags = tags == null ? null : List.copyOf(tags);
    }

    /** A name or group after the change. */
    public static @Nullable String changed(@Nullable String change, @Nullable String before) {
        if (change == null) {
            return before;
        }
        return change.isEmpty() ? null : change;
    }
}

package dev.circuitry.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people call a job, for lists and filters. */
public record Labels(@Nullable String name, @Nullable String group, List<String> tags) {
    /** The most tags a job has. */
    public static final int MOST_TAGS = 50;

    /** No labels. */
    public static final Labels NONE = new Labels(null, null, List.of());

    public Labels {
        tags = List.copyOf(tags);
    }
}

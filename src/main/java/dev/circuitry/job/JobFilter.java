package dev.circuitry.job;

import org.jspecify.annotations.Nullable;

/** Which jobs to list; null means any. */
public record JobFilter(
        @Nullable JobStatus status,
        @Nullable String task,
        @Nullable String model,
        @Nullable String group,
        @Nullable String tag) {
    /** Every job. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null);
}

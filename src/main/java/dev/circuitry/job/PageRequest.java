package dev.circuitry.job;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list.
 *
 * @param limit at most so many items, 1 to 1000
 * @param cursor a page's {@code nextCursor}, or null for the first
 */
public record PageRequest(int limit, @Nullable String cursor) {}

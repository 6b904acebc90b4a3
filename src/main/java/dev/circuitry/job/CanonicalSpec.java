package dev.circuitry.job;

import java.util.Map;

/**
 * A specification as it is stored.
 *
 * @param fields ordered, JSON-ready, every default filled in
 * @param hash of what decides the numbers, {@code sha256:…}
 */
public record CanonicalSpec(Map<String, Object> fields, String hash) {}

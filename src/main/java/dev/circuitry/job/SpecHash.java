package dev.circuitry.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of what decides a run's numbers: SHA-256 over the canonical specification without
 * the fields that change nothing, and the version of our arithmetic. Neither the order of fields
 * nor the way a number is written (1, 1.0) matters.
 */
final class SpecHash {
    /** To be raised whenever the same specification may give other numbers than before. */
    static final int NUMERIC_VERSION = 6;

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("name", "group", "tags", "priority", "rerun", "device", "evaluator");

    /** Doubles up to here that are whole are the same number as the integer. */
    private static final double EXACT_INTEGERS = 0x1p53;

    private SpecHash() {}

    /**
     * {@code sha256:} and 64 hexadecimal digits.
     *
     * @param contents the hash of what the specification names without telling
     */
    static String of(Map<String, ?> canonicalSpec, String contents) {
        Map<String, @Nullable Object> deciding = new TreeMap<>(canonicalSpec);
        deciding.keySet().removeAll(WITHOUT_EFFECT);
        deciding.put("contents", contents);
        deciding.put("numeric_version", NUMERIC_VERSION);
        var text =
                StoredJson.write(Objects.requireNonNull(normal(deciding)))
                        .getBytes(StandardCharsets.UTF_8);
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(text));
    }

    private static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(String.valueOf(key), normal(item)));
            sorted.values().removeIf(Objects::isNull); // null means absent
            return sorted;
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> normal = new ArrayList<>();
            items.forEach(item -> normal.add(normal(item)));
            return normal;
        }
        if (value instanceof Double number) {
            boolean whole = number == Math.rint(number) && Math.abs(number) <= EXACT_INTEGERS;
            return whole ? (Object) number.longValue() : number;
        }
        return value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}

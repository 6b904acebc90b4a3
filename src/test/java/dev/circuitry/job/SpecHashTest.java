package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecHashTest {
    private static final Map<String, Object> SPEC =
            Map.of("task", "ioi", "threshold", 0.0575, "task_options", Map.of("b", 1, "a", 2));

    @Test
    void isTheSameForAnyOrderOfFields() {
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("threshold", 0.0575);
        other.put("task_options", new LinkedHashMap<>(Map.of("a", 2, "b", 1)));
        other.put("task", "ioi");

        assertThat(hash(other)).isEqualTo(hash(SPEC)).startsWith("sha256:");
    }

    @Test
    void ignoresWhatDecidesNoNumber() {
        Map<String, Object> other = new LinkedHashMap<>(SPEC);
        other.putAll(Map.of("name", "a", "group", "b", "tags", List.of("c"), "priority", "high"));
        other.putAll(Map.of("rerun", true, "device", "cpu", "evaluator", "full"));

        assertThat(hash(other)).isEqualTo(hash(SPEC));
    }

    @Test
    void differsWhereANumberDiffers() {
        assertThat(hash(with("threshold", Math.nextUp(0.0575)))).isNotEqualTo(hash(SPEC));
        assertThat(hash(with("task_options", Map.of("b", 1, "a", 3)))).isNotEqualTo(hash(SPEC));
    }

    @Test
    void takesNumbersByTheirValue() {
        assertThat(hash(with("threshold", 1.0))).isEqualTo(hash(with("threshold", 1)));
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(SPEC);
        other.put(field, value);
        return other;
    }

    @Test
    void changesWithWhatItNamesWithoutTelling() {
        assertThat(SpecHash.of(SPEC, "other weights")).isNotEqualTo(hash(SPEC));
    }

    private static String hash(Map<String, ?> spec) {
        return SpecHash.of(spec, "weights");
    }
}

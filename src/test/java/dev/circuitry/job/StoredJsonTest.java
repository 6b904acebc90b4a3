package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.discovery.StoppedBy;
import dev.circuitry.experiment.CircuitComparison;
import dev.circuitry.experiment.MetricScores;
import dev.circuitry.experiment.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredJsonTest {
    @Test
    void keepsAResultExactly() {
        var counts = new CircuitComparison.Counts(1, 2, 3, 4);
        var result =
                new RunResult(
                        new RunResult.Size(5, 4, 3, 2, 1),
                        new RunResult.Metric(1.18e-13, Double.MIN_VALUE, -0.0),
                        new RunResult.Counts(1, 2, 3, StoppedBy.SINGLE_STEP),
                        new CircuitComparison(counts, counts),
                        Map.of(
                                "validation",
                                Map.of(
                                        "l2",
                                        new MetricScores(0.1 + 0.2, Double.POSITIVE_INFINITY, 3))),
                        new RunResult.Verified(3, 1e-9));

        assertThat(StoredJson.read(StoredJson.write(result), RunResult.class)).isEqualTo(result);
    }

    @Test
    void keepsTheOrderOfFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("z", 1);
        fields.put("a", List.of(0.1, "x", true));
        fields.put("m", Map.of());

        assertThat(StoredJson.fields(StoredJson.write(fields))).isEqualTo(fields);
        assertThat(StoredJson.fields(StoredJson.write(fields)).keySet())
                .containsExactly("z", "a", "m");
    }
}

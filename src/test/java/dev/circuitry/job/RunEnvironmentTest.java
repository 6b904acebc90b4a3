package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunEnvironmentTest {
    private static final Map<String, Object> FIRST =
            Map.of("device", "cuda:0", "threads", 2, "instruction_set", "avx512f", "java", "17");

    @Test
    void anotherCardOfTheSameKindIsTheSame() {
        assertThat(differences(Map.of("device", "cuda:3"))).isEmpty();
    }

    @Test
    void namesWhatDiffers() {
        assertThat(differences(Map.of("device", "cpu", "threads", 1)))
                .containsExactly("device cuda, then cpu", "threads 2, then 1");
    }

    @Test
    void doesNotMindWhatDecidesNoDigit() {
        assertThat(differences(Map.of("java", "25"))).isEmpty();
    }

    @Test
    void theManifestRemembersEveryMove() {
        Map<String, Object> second = new LinkedHashMap<>();
        RunEnvironment.tell(second, FIRST, 3, List.of("threads 2, then 1"));
        Map<String, Object> third = new LinkedHashMap<>();
        RunEnvironment.tell(third, second, 5, List.of());

        assertThat(third.get(RunEnvironment.WENT_ON))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "after_step",
                                        3,
                                        "differences",
                                        List.of("threads 2, then 1"))));
    }

    private static List<String> differences(Map<String, Object> changes) {
        Map<String, Object> changed = new LinkedHashMap<>(FIRST);
        changed.putAll(changes);
        return RunEnvironment.of(FIRST).differencesOf(RunEnvironment.of(changed));
    }
}

package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.model.format.ModelFolders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose prompts have no room together decide as those that have. */
class SplitBatchTest {
    private static final long A_FEW_PROMPTS = 150_000;

    @ParameterizedTest
    @CsvSource({
        "tracr-reverse,    corrupted, incremental",
        "tracr-reverse,    corrupted, full",
        "tracr-reverse,    mean,      incremental",
        "tracr-proportion, zero,      incremental",
        "tracr-proportion, mean,      full"
    })
    void decidesTheSame(String task, String ablation, String evaluator) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("task", task);
        fields.put("ablation", ablation);
        fields.put("evaluator", evaluator);
        fields.put("threshold", 0.02);
        List<Decision> whole = new ArrayList<>();
        List<Decision> split = new ArrayList<>();
        assertThat(run(fields, Long.MAX_VALUE, whole)).doesNotContainKey("rows_at_once");
        assertThat(run(fields, A_FEW_PROMPTS, split)).containsKey("rows_at_once");

        assertThat(split).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(split.get(i).edge()).hasToString(whole.get(i).edge().toString());
            assertThat(split.get(i).kept()).isEqualTo(whole.get(i).kept());
            assertThat(split.get(i).effect()).isCloseTo(whole.get(i).effect(), within(1e-6));
        }
    }

    /** What it tells of itself. */
    private static Map<String, Object> run(
            Map<String, Object> fields, long memory, List<Decision> decisions) {
        var experiments =
                new Experiments(
                        new ModelFolders(List.of(), List.of()),
                        new Resources(Long.MAX_VALUE, memory, OperationThreads.ONE));
        var reader = experiments.specReader(id -> Optional.empty(), List.of("cpu"));
        try (var experiment = experiments.assemble(reader.read(fields).spec(), "cpu")) {
            experiment.run(
                    null,
                    new DiscoveryListener() {
                        @Override
                        public void decided(Decision decision) {
                            decisions.add(decision);
                        }
                    },
                    UnaryOperator.identity());
            return experiment.provenance();
        }
    }
}

package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a newcomer's first job finds in the trained model. */
class InductionCircuitTest {
    @Test
    void previousTokenHeadsFeedTheKeysOfInductionHeadsAndThatIsEnough() {
        var experiments = new Experiments();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", "induction-repeat");
        fields.put("threshold", 0.05);
        var spec =
                experiments.specReader(id -> Optional.empty(), List.of("cpu")).read(fields).spec();
        List<String> kept = new ArrayList<>();
        var listener =
                new DiscoveryListener() {
                    @Override
                    public void decided(Decision decision) {
                        if (decision.kept()) {
                            kept.add(
                                    decision.edge().sender().label()
                                            + " -> "
                                            + decision.edge().receiver().label());
                        }
                    }
                };
        try (var experiment = experiments.assemble(spec, "cpu")) {
            var result = experiment.run(null, listener, UnaryOperator.identity());
            assertThat(result.size().edges()).isBetween(5, 30);
            var accuracy = Objects.requireNonNull(result.evaluation().get("test")).get("accuracy");
            assertThat(accuracy.full()).isLessThan(-0.99);
            assertThat(accuracy.circuit()).isLessThanOrEqualTo(0.95 * accuracy.full());
            assertThat(accuracy.empty()).isGreaterThan(-0.2);
        }
        assertThat(kept)
                .contains(
                        "a0.0 -> a1.1_k", "embed -> a0.0_v", "embed -> a1.1_q", "embed -> a1.1_v");
    }
}

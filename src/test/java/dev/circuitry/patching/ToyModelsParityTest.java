package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.spec.Ablation;
import dev.circuitry.testing.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference recorded on the toy transformers, in both precisions. */
class ToyModelsParityTest {
    /**
     * Recorded values are float32; an independent float64 implementation was off by 1.3e-6 at most.
     */
    private static final double TOLERANCE = 2e-6;

    @ParameterizedTest
    @MethodSource("dev.circuitry.patching.RecordedToy#setups")
    void logitsAgreeWithTheReference(RecordedToy.Setup setup) {
        try (var toy = new RecordedToy(setup)) {
            assertClose(toy.logits("clean"), Golden.flat(toy.recorded.get("clean_logits")), 5e-6);
            assertClose(
                    toy.logits("corrupt"), Golden.flat(toy.recorded.get("corrupt_logits")), 5e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.circuitry.patching.RecordedToy#setups")
    void metricsAgreeWithTheReference(RecordedToy.Setup setup) {
        try (var toy = new RecordedToy(setup)) {
            for (var entry : toy.recorded.get("metric_on_corrupt").properties()) {
                var metric = toy.metric(RecordedToy.kind(entry.getKey()));
                assertThat(metric.of(toy.forward("corrupt")))
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().asDouble(), within(TOLERANCE * 3));
                assertThat(metric.of(toy.forward("clean")))
                        .as(entry.getKey())
                        .isCloseTo(
                                toy.recorded.get("metric_on_clean").get(entry.getKey()).asDouble(),
                                within(TOLERANCE * 3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.circuitry.patching.RecordedToy#setups")
    void fullCircuitHasNoDivergence(RecordedToy.Setup setup) {
        try (var toy = new RecordedToy(setup)) {
            for (Ablation ablation : List.of(Ablation.ZERO, Ablation.CORRUPTED)) {
                try (var evaluator =
                        FullForwardEvaluator.overEveryReceiver(
                                toy.setting(ablation, MetricKind.KL_DIV), toy.manager)) {
                    assertThat(evaluator.measure(toy.graph.full())).isCloseTo(0, within(1e-6));
                }
            }
        }
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
        }
    }
}

package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.discovery.Discovery;
import dev.circuitry.graph.Edge;
import dev.circuitry.testing.RecordedRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every recorded run of the reference on the toy transformers, by both evaluators, in both
 * precisions.
 */
class ToyModelsRunsIT {
    /**
     * Recorded values are float32; an independent float64 implementation was off by 1.3e-6 at most.
     */
    private static final double TOLERANCE = 2e-6;

    @ParameterizedTest
    @MethodSource("dev.circuitry.patching.RecordedToy#setups")
    void everyRunKeepsTheRecordedEdges(RecordedToy.Setup setup) {
        try (var toy = new RecordedToy(setup)) {
            for (JsonNode json : toy.recorded.get("runs")) {
                var run = new RecordedRun(json);
                assertSame(toy.runFully(run), run);
                assertSame(toy.runIncrementally(run), run);
            }
        }
    }

    private static void assertSame(Discovery found, RecordedRun run) {
        List<RecordedRun.KeptEdge> kept = run.kept();
        List<Edge> edges = found.circuit().countedEdges().toList();
        assertThat(
                        edges.stream()
                                .map(
                                        edge ->
                                                edge.receiver().name()
                                                        + " <- "
                                                        + edge.sender().name()))
                .as(run.title())
                .containsExactlyElementsOf(
                        kept.stream()
                                .map(edge -> edge.receiver() + " <- " + edge.sender())
                                .toList());
        for (int i = 0; i < kept.size(); i++) {
            double effect = kept.get(i).effect();
            assertThat(found.effects().get(edges.get(i)))
                    .as(run.title() + " " + edges.get(i))
                    .isCloseTo(effect, within(TOLERANCE + TOLERANCE * Math.abs(effect)));
        }
        double metric = run.json().get("final_metric").asDouble();
        assertThat(found.metric())
                .as(run.title())
                .isCloseTo(metric, within(TOLERANCE + TOLERANCE * Math.abs(metric)));
        assertThat(found.ending().steps())
                .as(run.title())
                .isEqualTo(run.json().get("steps").asInt());
        assertThat(found.ending().evaluations())
                .as(run.title())
                .isEqualTo(run.json().get("n_evaluations").asInt());
    }
}

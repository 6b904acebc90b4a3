package dev.circuitry.experiment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.graph.Circuit;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.testing.Golden;
import dev.circuitry.testing.RecordedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Every recorded run of the reference on the compiled models, from the posted flags to the result.
 */
class TracrParityTest {
    /**
     * Recorded values are float32; an independent float64 implementation was off by 1.3e-6 at most.
     */
    private static final double TOLERANCE = 2e-6;

    private final Experiments experiments = new Experiments();
    private final SpecReader reader =
            new SpecReader(experiments.tasks(), experiments.models(), List.of("cpu"));

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64"})
    void everyRunKeepsTheRecordedEdges(String precision) {
        for (JsonNode json : Golden.json("tracr/acdc_runs.json")) {
            var run = new RecordedRun(json);
            Map<String, Object> fields = new HashMap<>();
            for (String flag : List.of("task", "metric", "indices_mode", "names_mode")) {
                fields.put(flag, json.get(flag).asString());
            }
            fields.put("seed", json.get("seed").asInt());
            fields.put("zero_ablation", json.get("zero_ablation").asBoolean());
            fields.put("abs_value_threshold", json.get("abs_value_threshold").asBoolean());
            fields.put("threshold", json.get("threshold").asDouble());
            fields.put("precision", precision);
            assertSame(reader.read(fields).spec(), run);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tracr-reverse,    zero,      0, 1.1842378477584098e-13, 0.33333295583724976",
        "tracr-reverse,    corrupted, 0, 1.5625656662260694e-26, 0.48148080706596375",
        "tracr-proportion, zero,      0, 0,                      0.12388888001441956",
        "tracr-proportion, corrupted, 0, 2.01e-17,               0.19268517196178436"
    })
    void fullKnownAndEmptyCircuitsMeasureAsRecorded(
            String task, String ablation, double full, double known, double empty) {
        var spec = spec(Map.of("task", task, "ablation", ablation, "threshold", 0.1));
        try (var experiment = experiments.assemble(spec, "cpu")) {
            var circuit =
                    experiments
                            .task(task)
                            .orElseThrow()
                            .knownCircuit(experiment.graph())
                            .orElseThrow();
            var scores =
                    requireNonNull(
                            requireNonNull(
                                            experiment
                                                    .evaluate(circuit, List.of("test"))
                                                    .get("test"))
                                    .get("l2"));
            assertThat(scores.full()).isCloseTo(full, within(1e-12));
            assertThat(scores.circuit()).isCloseTo(known, within(1e-12));
            assertThat(scores.empty()).isCloseTo(empty, within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @CsvSource({"reverse", "proportion"})
    void drawsTheRecordedData(String name) {
        var recorded = Golden.json("tracr/data_seed1234.json").get(name);
        var rows = experiments.rowsOf(spec(Map.of("task", "tracr-" + name, "threshold", 0.1)));
        assertRows(rows.validation(), recorded, "validation");
        assertRows(requireNonNull(rows.test()), recorded, "test");
    }

    @ParameterizedTest
    @CsvSource({
        "normal,  0.5,  2, '[:, :, 0]'",
        "reverse, 0.5,  2, '[:, :, 1]'",
        "normal,  1e-6, 2, '[:, :, 0]'",
        "normal, -0.01, 19, ''"
    })
    void orGateKeepsOneHeadByOrder(String order, double threshold, int edges, String head) {
        var spec =
                spec(
                        Map.of(
                                "task",
                                "or_gate",
                                "zero_ablation",
                                true,
                                "threshold",
                                threshold,
                                "indices_mode",
                                order));
        try (var experiment = experiments.assemble(spec, "cpu")) {
            List<Decision> decisions = new ArrayList<>();
            var result = experiment.run(null, collecting(decisions), UnaryOperator.identity());
            assertThat(result.size().initialEdges()).isEqualTo(19);
            assertThat(result.size().edges()).isEqualTo(edges);
            if (edges == 2) {
                assertThat(
                                decisions.stream()
                                        .filter(Decision::kept)
                                        .map(decision -> decision.edge() + " " + decision.effect()))
                        .containsExactly(
                                "blocks.0.hook_resid_post[:] <- blocks.0.hook_mlp_out[:] 1.0",
                                "blocks.0.hook_mlp_in[:] <- blocks.0.attn.hook_result"
                                        + head
                                        + " 1.0");
            }
        }
    }

    private void assertSame(JobSpec spec, RecordedRun run) {
        try (var experiment = experiments.assemble(spec, "cpu")) {
            List<Decision> decisions = new ArrayList<>();
            var result = experiment.run(null, collecting(decisions), UnaryOperator.identity());
            var kept = decisions.stream().filter(Decision::kept).map(Decision::edge).toList();
            List<RecordedRun.KeptEdge> recorded = run.kept();
            assertThat(Circuit.of(experiment.graph(), kept).countedEdges().map(Object::toString))
                    .as(run.title())
                    .containsExactlyElementsOf(
                            recorded.stream()
                                    .map(edge -> edge.receiver() + " <- " + edge.sender())
                                    .toList());
            Map<String, Double> effects = new HashMap<>();
            decisions.forEach(
                    decision -> effects.put(decision.edge().toString(), decision.effect()));
            for (var edge : recorded) {
                assertThat(effects.get(edge.receiver() + " <- " + edge.sender()))
                        .as(run.title() + " " + edge)
                        .isCloseTo(
                                edge.effect(),
                                within(TOLERANCE + TOLERANCE * Math.abs(edge.effect())));
            }
            double metric = run.json().get("final_metric").asDouble();
            assertThat(result.metric().last())
                    .as(run.title())
                    .isCloseTo(metric, within(TOLERANCE + TOLERANCE * Math.abs(metric)));
            assertThat(result.counts().steps())
                    .as(run.title())
                    .isEqualTo(run.json().get("steps").asInt());
            assertThat(result.metric().difference()).as(run.title()).isZero();
        }
    }

    private static void assertRows(PromptPairs pairs, JsonNode recorded, String split) {
        assertThat(pairs.clean()).isDeepEqualTo(Golden.matrix(recorded.get(split + "_data")));
        assertThat(pairs.corrupted())
                .isDeepEqualTo(Golden.matrix(recorded.get(split + "_patch_data")));
    }

    private JobSpec spec(Map<String, ?> fields) {
        return reader.read(fields).spec();
    }

    private static DiscoveryListener collecting(List<Decision> decisions) {
        return new DiscoveryListener() {
            @Override
            public void decided(Decision decision) {
                decisions.add(decision);
            }
        };
    }
}

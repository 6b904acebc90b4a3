package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.Discovery;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.Transformer;
import dev.circuitry.model.format.CheckpointFolder;
import dev.circuitry.model.format.FileHashes;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.SenderOrder;
import dev.circuitry.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The reference's whole decision log on a tiny GPT-2 read from a Hugging Face folder, with its
 * default weight processing: reading, folding and discovery agree with it, decision by decision.
 */
class Gpt2TinyParityTest {
    /** Worst difference measured: 1.5e-7 in float32, 1.3e-7 in float64. */
    private static final double TOLERANCE = 5e-6;

    private static final Path FOLDER = Path.of("src/test/resources/golden/hf-gpt2-tiny");

    @ParameterizedTest
    @CsvSource({
        "CORRUPTED, log_c_corr_0.01.json, FLOAT32, full",
        "CORRUPTED, log_c_corr_0.01.json, FLOAT64, full",
        "ZERO, log_c_zero_0.01.json, FLOAT32, full",
        "CORRUPTED, log_c_corr_0.01.json, FLOAT32, incremental",
        "ZERO, log_c_zero_0.01.json, FLOAT32, incremental",
        "ZERO, log_c_zero_0.01.json, FLOAT64, incremental"
    })
    void decidesAsTheReferenceDid(
            Ablation ablation, String log, Precision precision, String evaluator) {
        var recorded = Golden.json("hf-gpt2-tiny/" + log);
        List<Decision> decisions = new ArrayList<>();
        var found = run(ablation, precision, evaluator, decisions);
        assertThat(decisions.stream().map(Gpt2TinyParityTest::text))
                .containsExactlyElementsOf(
                        recorded.get("decisions")
                                .valueStream()
                                .map(Gpt2TinyParityTest::text)
                                .toList());
        for (int i = 0; i < decisions.size(); i++) {
            var expected = recorded.get("decisions").get(i);
            assertThat(decisions.get(i).after())
                    .as(text(expected))
                    .isCloseTo(expected.get(4).asDouble(), within(TOLERANCE));
            assertThat(decisions.get(i).effect())
                    .as(text(expected))
                    .isCloseTo(expected.get(5).asDouble(), within(TOLERANCE));
        }
        var summary = recorded.get("summary");
        assertThat(found.circuit().size()).isEqualTo(summary.get("kept_edges").asInt());
        assertThat(found.ending().steps()).isEqualTo(summary.get("steps").asInt());
        assertThat(found.metric())
                .isCloseTo(summary.get("final_metric").asDouble(), within(TOLERANCE));
    }

    private static Discovery run(
            Ablation ablation, Precision precision, String evaluator, List<Decision> decisions) {
        var source = CheckpointFolder.open(FOLDER, new FileHashes()).processed();
        var tokens = Golden.json("hf-gpt2-tiny/tokens.json");
        try (var manager = TensorEngine.open("cpu");
                var model = new Transformer(source, manager, precision)) {
            var prompts =
                    Prompts.of(
                            tokens(manager, tokens, "clean"),
                            tokens(manager, tokens, "corrupted"),
                            null);
            var clean = model.forward(prompts.clean(), Hooks.NONE);
            var metric =
                    Metrics.of(
                            MetricKind.KL_DIV,
                            new Targets(clean, Scored.last(20, 24), null, null, 500));
            var graph =
                    new ComputationalGraph(new GraphShape(2, 4, 4, MlpPlacement.SEQUENTIAL, false));
            var setting = new FullForwardEvaluator.Setting(model, graph, prompts, ablation, metric);
            var order = new SenderOrder(Order.REVERSE, Order.NORMAL, 0);
            var options = new AcdcOptions(0.01, false, order, 100_000, false);
            var listener =
                    new DiscoveryListener() {
                        @Override
                        public void decided(Decision decision) {
                            decisions.add(decision);
                        }
                    };
            try (var full = FullForwardEvaluator.of(setting, manager);
                    var incremental = IncrementalEvaluator.of(setting, manager)) {
                var chosen = evaluator.equals("full") ? full : incremental;
                return new Acdc(options).discover(graph, chosen, listener);
            }
        }
    }

    private static ai.djl.ndarray.NDArray tokens(NDManager manager, JsonNode tokens, String which) {
        return manager.create(
                Stream.of(Golden.matrix(tokens.get(which)))
                        .map(row -> Arrays.stream(row).asLongStream().toArray())
                        .toArray(long[][]::new));
    }

    private static String text(Decision decision) {
        return decision.edge().receiver().name()
                + " <- "
                + decision.edge().sender().name()
                + (decision.kept() ? " kept" : " removed");
    }

    private static String text(JsonNode decision) {
        return node(decision.get(0), decision.get(1))
                + " <- "
                + node(decision.get(2), decision.get(3))
                + (decision.get(6).asBoolean() ? " kept" : " removed");
    }

    private static String node(JsonNode name, JsonNode index) {
        return name.asString()
                + (index.size() == 1 ? "[:]" : "[:, :, " + index.get(2).asInt() + "]");
    }
}

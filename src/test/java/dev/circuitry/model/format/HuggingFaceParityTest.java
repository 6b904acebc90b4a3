package dev.circuitry.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.HookPoints;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.Golden;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What transformers computes on tiny checkpoints of every family and layout, hook by hook. */
class HuggingFaceParityTest {
    private static final Path FOLDERS = Path.of("src/test/resources/golden/hf-architectures");

    /** Worst difference measured: 4.1e-6. */
    private static final double TOLERANCE = 1e-5;

    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = TensorEngine.open("cpu");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    static Stream<String> cases() {
        return Stream.of(
                "gpt2",
                "gpt2-pickled",
                "gpt2-half",
                "neox-parallel",
                "neox-sequential",
                "llama-tied",
                "llama-untied",
                "mistral",
                "qwen2");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void residualStreamAndLogitsAgree(String name) {
        var recorded = Golden.json("hf-architectures/" + name + "/recorded.json");
        for (var precision : Precision.values()) {
            var run = new Run(open(name).source(), precision, recorded);
            int layers = recorded.get("hidden_states").size() - 1;
            for (int layer = 0; layer < layers; layer++) {
                assertClose(
                        run.activations.get(HookPoints.residPre(layer)),
                        recorded.get("hidden_states").get(layer),
                        name + " before block " + layer);
            }
            assertClose(
                    run.activations.get("ln_final.hook_normalized"),
                    recorded.get("hidden_states").get(layers),
                    name + " at the end");
            assertClose(run.logits, recorded.get("logits"), name + " logits");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void processingKeepsTheProbabilities(String name) {
        var recorded = Golden.json("hf-architectures/" + name + "/recorded.json");
        var processed = open(name).processed();
        var plain = new Run(open(name).source(), Precision.FLOAT64, recorded);
        var run = new Run(processed, Precision.FLOAT64, recorded);
        assertThat(largestDifference(run.logProbabilities(), plain.logProbabilities()))
                .isLessThan(1e-10);
        assertThat(run.largestMeanLogit()).isLessThan(1e-10);
    }

    private static Checkpoint open(String name) {
        return CheckpointFolder.open(FOLDERS.resolve(name), new FileHashes());
    }

    private static void assertClose(double[] actual, JsonNode expected, String what) {
        assertThat(largestDifference(actual, Golden.flat(expected))).as(what).isLessThan(TOLERANCE);
    }

    private static double largestDifference(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        return IntStream.range(0, actual.length)
                .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
                .max()
                .orElseThrow();
    }

    /** One forward pass and what it left. */
    private static final class Run implements Hooks {
        final Map<String, double[]> activations = new LinkedHashMap<>();
        final double[] logits;
        private final int outputs;

        Run(ModelSource source, Precision precision, JsonNode recorded) {
            outputs = source.config().dimensions().outputs();
            try (var scratch = manager.newSubManager();
                    var model = new Transformer(source, scratch, precision)) {
                var tokens = Golden.matrix(recorded.get("tokens"));
                logits = numbers(model.forward(TokenBatch.of(tokens, scratch), this));
            }
        }

        double[] logProbabilities() {
            double[] result = logits.clone();
            for (int place = 0; place < result.length; place += outputs) {
                double total = 0;
                for (int i = place; i < place + outputs; i++) {
                    total += Math.exp(logits[i]);
                }
                for (int i = place; i < place + outputs; i++) {
                    result[i] -= Math.log(total);
                }
            }
            return result;
        }

        /** Zero where the unembedding is centred. */
        double largestMeanLogit() {
            double largest = 0;
            for (int place = 0; place < logits.length; place += outputs) {
                double mean = Arrays.stream(logits, place, place + outputs).average().orElseThrow();
                largest = Math.max(largest, Math.abs(mean));
            }
            return largest;
        }

        @Override
        public boolean watches(String hookPoint) {
            return true;
        }

        @Override
        public NDArray at(String hookPoint, NDArray activation) {
            if (hookPoint.endsWith("hook_resid_pre") || hookPoint.startsWith("ln_final")) {
                activations.put(hookPoint, numbers(activation));
            }
            return activation;
        }

        private static double[] numbers(NDArray array) {
            return array.toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }
}

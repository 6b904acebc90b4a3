package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.model.format.CheckpointFolder;
import dev.circuitry.model.format.FileHashes;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.spec.HookPoints;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A really trained model, where its folder is there: {@code mvn verify -Pweights}. */
@Tag("weights")
class SmolLm2IT {
    private static final String NAME = "smollm2-135m";
    private static final double LOGITS = 2e-4;
    private static final double NORMS = 1e-5; // relative

    private static final Path DIRECTORY =
            Path.of(System.getProperty("weights.directory", "")).toAbsolutePath();

    private static final JsonNode RECORDED = Golden.json("smollm2/smollm2_reference.json");

    @Test
    void logitsAndNormsAreThoseOfTransformers() {
        var folder = DIRECTORY.resolve(NAME);
        var checkpoint = CheckpointFolder.open(folder, new FileHashes());
        assertThat(checkpoint.source().sha256())
                .isEqualTo(RECORDED.path("model_safetensors_sha256").asString());
        var tokenizer = Tokenizer.of(folder);
        try (var manager = TensorEngine.open("cpu");
                var model = new Transformer(checkpoint.source(), manager, Precision.FLOAT32)) {
            int layers = model.config().dimensions().layers();
            for (JsonNode run : RECORDED.path("runs")) {
                int[] tokens = tokenizer.tokens(run.path("text").asString());
                double[] wantedTokens = Golden.flat(run.path("tokens"));
                assertThat(tokens)
                        .isEqualTo(Arrays.stream(wantedTokens).mapToInt(id -> (int) id).toArray());
                var norms = new Norms(layers);
                try (var pass = manager.newSubManager()) {
                    var logits =
                            model.forward(TokenBatch.of(new int[][] {tokens}, pass), norms)
                                    .get(new NDIndex().addIndices(0, -1))
                                    .toFloatArray();
                    assertLogits(run, logits);
                }
                double[] wanted = Golden.flat(run.path("residual_norms"));
                for (int place = 0; place < wanted.length; place++) {
                    assertThat(norms.found[place])
                            .as("residual %d", place)
                            .isCloseTo(wanted[place], within(NORMS * wanted[place]));
                }
            }
        }
    }

    private static void assertLogits(JsonNode run, float[] logits) {
        int[] best =
                IntStream.range(0, logits.length)
                        .boxed()
                        .sorted((a, b) -> Float.compare(logits[b], logits[a]))
                        .limit(10)
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ids = Golden.flat(run.path("top10_ids"));
        double[] values = Golden.flat(run.path("top10_logits"));
        for (int i = 0; i < best.length; i++) {
            assertThat(best[i]).isEqualTo((int) ids[i]);
            assertThat((double) logits[best[i]]).isCloseTo(values[i], within(LOGITS));
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        assertThat(logits[run.path("io_token").asInt()] - Math.log(sum))
                .isCloseTo(run.path("logprob_io").asDouble(), within(LOGITS));
    }

    /** Reads the norm of the residual stream at the last position, before and after each layer. */
    private static final class Norms implements Hooks {
        private final double[] found;

        Norms(int layers) {
            found = new double[layers + 1];
        }

        @Override
        public boolean watches(String hookPoint) {
            return place(hookPoint) >= 0;
        }

        @Override
        public NDArray at(String hookPoint, NDArray activation) {
            double sum = 0;
            for (float value : activation.get(new NDIndex().addIndices(0, -1)).toFloatArray()) {
                sum += (double) value * value;
            }
            found[place(hookPoint)] = Math.sqrt(sum);
            return activation;
        }

        private int place(String hookPoint) {
            if (hookPoint.equals(HookPoints.residPre(0))) {
                return 0;
            }
            for (int layer = 0; layer < found.length - 1; layer++) {
                if (hookPoint.equals(HookPoints.residPost(layer))) {
                    return layer + 1;
                }
            }
            return -1;
        }
    }

    @Test
    void oneStepOnIoiTextsFindsEdgesThatMatter() {
        List<String> clean = new ArrayList<>();
        List<String> corrupted = new ArrayList<>();
        List<Integer> answers = new ArrayList<>();
        List<Integer> wrong = new ArrayList<>();
        for (JsonNode run : RECORDED.path("runs")) {
            boolean isClean = run.path("side").asString().equals("clean");
            (isClean ? clean : corrupted).add(run.path("text").asString());
            if (isClean) {
                answers.add(run.path("io_token").asInt());
                wrong.add(run.path("s_token").asInt());
            }
        }
        var experiments =
                new Experiments(
                        new ModelFolders(List.of(DIRECTORY), List.of()), Resources.UNLIMITED);
        var spec =
                experiments
                        .specReader(id -> Optional.empty(), List.of("cpu"))
                        .read(
                                Map.of(
                                        "task",
                                        "custom",
                                        "model",
                                        NAME,
                                        "metric",
                                        "logit_diff",
                                        "threshold",
                                        0.05,
                                        "single_step",
                                        true,
                                        "dataset",
                                        Map.of(
                                                "clean", clean,
                                                "corrupted", corrupted,
                                                "answer_tokens", answers,
                                                "wrong_answer_tokens", wrong,
                                                "prepend_bos", false)))
                        .spec();
        try (var experiment = experiments.assemble(spec, "cpu")) {
            var result = experiment.run(null, DiscoveryListener.NONE, evaluator -> evaluator);

            assertThat(result.counts().evaluations()).isEqualTo(30 * 9 + 30 + 1);
            assertThat(result.metric().initial()).isLessThan(-3); // it names the right person
            assertThat(result.metric().difference()).isCloseTo(0, within(1e-4));
        }
    }

    /** Some nine minutes on two cores. */
    @Test
    void ioiByNameTakesTheRowsThatTheTokenizerAllows() {
        var experiments =
                new Experiments(
                        new ModelFolders(List.of(DIRECTORY), List.of()), Resources.UNLIMITED);
        var reading =
                experiments
                        .specReader(id -> Optional.empty(), List.of("cpu"))
                        .read(
                                Map.of(
                                        "task",
                                        "ioi",
                                        "model",
                                        NAME,
                                        "num_examples",
                                        20,
                                        "zero_ablation",
                                        true,
                                        "threshold",
                                        0.4,
                                        "verify",
                                        "sample"));
        assertThat(reading.details().get(0)).startsWith("19 rows of ioi were left out: row 2 has");
        try (var experiment = experiments.assemble(reading.spec(), "cpu")) {
            var result = experiment.run(null, DiscoveryListener.NONE, evaluator -> evaluator);
            assertThat(result.size().edges()).isBetween(50, 500);
            assertThat(result.verification().decisions()).isGreaterThan(50);
            assertThat(result.metric().difference()).isCloseTo(0, within(1e-4));
        }
    }
}

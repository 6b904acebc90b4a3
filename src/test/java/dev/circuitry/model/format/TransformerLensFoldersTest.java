package dev.circuitry.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.circuitry.model.Activation;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.Positions;
import dev.circuitry.model.Tensor;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.format.family.ConfigFields;
import dev.circuitry.model.format.family.Families;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.Pickles;
import dev.circuitry.testing.PlainTransformer;
import dev.circuitry.testing.SafetensorsWriter;
import dev.circuitry.testing.ToyModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TransformerLens' folders against a transformer in plain loops, weights by the toy models' rule.
 */
class TransformerLensFoldersTest {
    private static final String SIZES =
            "\"n_layers\": 2, \"d_model\": 16, \"n_ctx\": 12, \"n_heads\": 4, \"d_head\": 4, \"d_vocab\": 29";

    private static final int[][] TOKENS = {{3, 1, 4, 1, 5, 9, 2, 6}, {27, 18, 28, 18, 28, 4, 5, 9}};

    private static NDManager manager;

    @TempDir private Path folder;

    @BeforeAll
    static void open() {
        manager = TensorEngine.open("cpu");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'attn_only': true, 'normalization_type': 'LN'",
                "'attn_only': true, 'positional_embedding_type': 'shortformer'",
                "'act_fn': 'gelu_new', 'd_mlp': 32",
                "'act_fn': 'gelu_new', 'normalization_type': 'LNPre', 'seed': 3, 'device': 'cuda'",
                "'act_fn': 'relu', 'normalization_type': null, 'attention_dir': 'bidirectional'",
                "'act_fn': 'silu', 'normalization_type': 'RMS', 'gated_mlp': true, 'd_mlp': 24",
                "'act_fn': 'gelu', 'normalization_type': 'RMSPre', 'eps': 0.01",
                "'act_fn': 'gelu_fast', 'final_rms': true, 'd_vocab_out': 11",
                "'act_fn': 'gelu', 'normalization_type': 'LNPre', 'final_rms': true",
                "'act_fn': 'gelu', 'positional_embedding_type': 'rotary', 'rotary_dim': 2",
                "'act_fn': 'gelu', 'positional_embedding_type': 'rotary'",
                "'act_fn': 'gelu', 'positional_embedding_type': 'rotary', 'original_architecture': 'GPTNeoXForCausalLM', 'parallel_attn_mlp': true",
                "'act_fn': 'gelu_new', 'gated_mlp': true, 'use_attn_scale': false",
                "'act_fn': 'silu', 'normalization_type': 'RMS', 'gated_mlp': true, 'n_key_value_heads': 2, 'positional_embedding_type': 'rotary', 'original_architecture': 'LlamaForCausalLM'",
            })
    void logitsAgreeWithPlainLoops(String options) {
        var checkpoint = write(options);
        var plain = new PlainTransformer(ToyModels.weights(checkpoint.source().config()));
        double[] logits = logits(checkpoint.source());
        assertThat(logits).containsExactly(flat(plain), within(1e-10));
        assertThat(logProbabilities(logits(checkpoint.processed()), checkpoint))
                .containsExactly(logProbabilities(logits, checkpoint), within(1e-10));
    }

    @Test
    void missingFieldsTakeTheLibrarysDefaults() {
        write(
                "{'n_layers': 2, 'd_model': 16, 'n_ctx': 12, 'n_heads': 4, 'd_vocab': 29, 'act_fn': 'relu'}",
                Map.of());
        var config = CheckpointFolder.open(folder, new FileHashes()).source().config();
        assertThat(config.dimensions().dHead()).isEqualTo(4);
        assertThat(config.dimensions().dMlp()).isEqualTo(64);
        assertThat(config.dimensions().outputs()).isEqualTo(29);
        assertThat(config.norm().kind()).isEqualTo(Normalization.LN);
        assertThat(config.norm().epsilon()).isEqualTo(1e-5);
        assertThat(config.positions().kind()).isEqualTo(Positions.STANDARD);
        assertThat(config.attention().causal()).isTrue();
        assertThat(config.attention().scaled()).isTrue();
        assertThat(config.mlp().activation()).isEqualTo(Activation.RELU);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "GPTNeoXForCausalLM, false",
        "LlamaForCausalLM, false",
        "GPTJForCausalLM, true"
    })
    void rotaryPairsAreAdjacentButForTwoArchitectures(String architecture, boolean adjacent) {
        writeConfig(
                "{"
                        + SIZES
                        + ", 'attn_only': true, 'positional_embedding_type': 'rotary', 'original_architecture': '"
                        + architecture
                        + "'}");
        var rotary = Objects.requireNonNull(config().positions().rotary());
        assertThat(rotary.adjacent()).isEqualTo(adjacent);
        assertThat(rotary.frequencies()).containsExactly(new double[] {1, 0.01}, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'positional_embedding_type': 'alibi' | positional_embedding_type is \"alibi\"",
                "'use_local_attn': true | use_local_attn is true",
                "'act_fn': 'solu_ln' | act_fn is \"solu_ln\"",
                "'normalization_type': 'BatchNorm' | normalization_type is \"BatchNorm\"",
                "'attention_dir': 'sideways' | attention_dir is \"sideways\"",
                "'scale_attn_by_inverse_layer_idx': true | scale_attn_by_inverse_layer_idx is true",
                "'attn_scores_soft_cap': 50.0 | attn_scores_soft_cap is 50.0",
                "'attn_scale': 7.0 | attn_scale is 7.0",
                "'gated_mlp': 'yes' | gated_mlp is \"yes\"",
                "'n_key_value_heads': 3 | n_key_value_heads is 3",
                "'d_vocab': -1 | d_vocab is -1",
                "'eps': 0 | eps is 0",
            })
    void valuesThatAreNotBuiltAreRefusedByName(String option, String message) {
        String config = "{" + SIZES + ", 'act_fn': 'relu', " + option + "}";
        writeConfig(config.replace("\"d_vocab\": 29, 'act_fn': 'relu', 'd_vocab'", "'d_vocab'"));
        assertThatThrownBy(() -> CheckpointFolder.open(folder, new FileHashes()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("config.json: " + message);
    }

    @Test
    void buffersAreIgnoredAndWhatHasNoPlaceIsNot() {
        var mask = Tensor.zeros(12, 12);
        var extra = Map.of("blocks.0.attn.mask", mask, "blocks.1.attn.IGNORE", Tensor.zeros());
        write("{" + SIZES + ", 'attn_only': true}", extra);
        assertThat(logits(CheckpointFolder.open(folder, new FileHashes()).source())).hasSize(464);
        write("{" + SIZES + ", 'attn_only': true}", Map.of("blocks.0.mlp.b_in", Tensor.zeros(64)));
        assertThatThrownBy(() -> CheckpointFolder.open(folder, new FileHashes()))
                .hasMessageContaining(
                        "model.safetensors: the tensor blocks.0.mlp.b_in has no place");
    }

    @Test
    void biasesMayBeMissingOnlyWhereTheArchitectureHasNone() {
        String llama = "'act_fn': 'silu', 'normalization_type': 'RMS', 'gated_mlp': true";
        var config = write(llama).source().config();
        TreeMap<String, Tensor> weights = new TreeMap<>(ToyModels.weights(config).tensors());
        weights.keySet().removeIf(name -> name.contains(".b_"));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), weights);
        assertThatThrownBy(() -> CheckpointFolder.open(folder, new FileHashes()))
                .hasMessageContaining("model.safetensors: the tensor blocks.0.attn.b_Q is missing");
        writeConfig("{" + SIZES + ", " + llama + ", 'original_architecture': 'LlamaForCausalLM'}");
        assertThat(logits(CheckpointFolder.open(folder, new FileHashes()).source())).hasSize(464);
    }

    @Test
    void stateDictionariesMayBePickled() throws IOException {
        writeConfig("{" + SIZES + ", 'attn_only': true, 'shortformer_pos': true}");
        var weights = ToyModels.weights(config());
        Pickles.stateDictionary(folder.resolve("some_final.pth"), weights.tensors());
        var source = CheckpointFolder.open(folder, new FileHashes()).source();
        assertThat(source.config().positions().kind()).isEqualTo(Positions.SHORTFORMER);
        assertThat(logits(source))
                .containsExactly(flat(new PlainTransformer(weights)), within(1e-10));
        Files.copy(folder.resolve("some_final.pth"), folder.resolve("other.pth"));
        assertThatThrownBy(() -> CheckpointFolder.open(folder, new FileHashes()))
                .hasMessageContaining("which of other.pth, some_final.pth holds the weights");
    }

    private Checkpoint write(String options) {
        write("{" + SIZES + ", " + options + "}", Map.of());
        return CheckpointFolder.open(folder, new FileHashes());
    }

    private void write(String config, Map<String, Tensor> extra) {
        writeConfig(config);
        TreeMap<String, Tensor> weights = new TreeMap<>(ToyModels.weights(config()).tensors());
        weights.putAll(extra);
        SafetensorsWriter.write(folder.resolve("model.safetensors"), weights);
    }

    /** What the configuration says, which decides what weights there have to be. */
    private TransformerConfig config() {
        var fields = ConfigFields.of(folder.resolve("config.json"));
        return Families.of(fields).config(fields);
    }

    private void writeConfig(String json) {
        try {
            Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] logits(ModelSource source) {
        try (var scratch = manager.newSubManager();
                var model = new Transformer(source, scratch, Precision.FLOAT64)) {
            long[][] tokens =
                    Arrays.stream(TOKENS)
                            .map(row -> Arrays.stream(row).asLongStream().toArray())
                            .toArray(long[][]::new);
            return model.forward(TokenBatch.ofOneLength(scratch.create(tokens)), Hooks.NONE)
                    .toDoubleArray();
        }
    }

    private static double[] flat(PlainTransformer plain) {
        return Arrays.stream(TOKENS)
                .flatMap(row -> Arrays.stream(plain.logits(row, false, (node, own) -> own)))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[] logProbabilities(double[] logits, Checkpoint checkpoint) {
        int outputs = checkpoint.source().config().dimensions().outputs();
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
}

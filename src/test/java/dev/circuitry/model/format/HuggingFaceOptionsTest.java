package dev.circuitry.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.model.Activation;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.format.family.ConfigFields;
import dev.circuitry.model.format.family.Families;
import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields of Hugging Face's configurations mean, and which are refused. */
class HuggingFaceOptionsTest {
    private static final String GROUPED =
            "'hidden_size': 16, 'num_attention_heads': 4, 'num_hidden_layers': 2, 'intermediate_size': 24,"
                    + " 'max_position_embeddings': 32, 'vocab_size': 36, ";

    private static final Map<String, String> SIZES =
            Map.of(
                    "gpt2",
                    "'n_embd': 16, 'n_head': 4, 'n_layer': 2, 'n_positions': 32, 'vocab_size': 36, ",
                    "gpt_neox",
                    GROUPED,
                    "llama",
                    GROUPED,
                    "mistral",
                    GROUPED + "'num_key_value_heads': 2, ",
                    "qwen2",
                    GROUPED + "'num_key_value_heads': 2, ");

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gpt2 | 'scale_attn_by_inverse_layer_idx': true | scale_attn_by_inverse_layer_idx is true",
                "gpt2 | 'reorder_and_upcast_attn': true | reorder_and_upcast_attn is true",
                "gpt2 | 'add_cross_attention': true | add_cross_attention is true",
                "gpt2 | 'activation_function': 'quick_gelu' | activation_function is \"quick_gelu\"",
                "gpt2 | 'n_head': 3 | n_head is 3; supported is a divisor of n_embd",
                "gpt2 | 'n_layer': 2147483647 | n_layer is 2147483647",
                "gpt2 | 'vocab_size': null | vocab_size is missing",
                "gpt2 | 'layer_norm_epsilon': '1e-5' | layer_norm_epsilon is \"1e-5\"",
                "gpt_neox | 'rotary_pct': 0.3 | rotary_pct is 0.3",
                "gpt_neox | 'rotary_pct': 1, 'rope_scaling': {'type': 'dynamic'} | rope_scaling.type is \"dynamic\"",
                "llama | 'mlp_bias': true | mlp_bias is true",
                "llama | 'rope_scaling': {'rope_type': 'yarn'} | rope_scaling.rope_type is \"yarn\"",
                "llama | 'rope_parameters': {'rope_type': 'longrope'} | rope_parameters.rope_type is",
                "llama | 'partial_rotary_factor': 0.5 | partial_rotary_factor is 0.5",
                "llama | 'num_key_value_heads': 3 | num_key_value_heads is 3",
                "llama | 'num_attention_heads': 5 | num_attention_heads is 5",
                "mistral | 'sliding_window': 0 | sliding_window is 0",
                "qwen2 | 'layer_types': ['full_attention', 'sliding_attention'] | layer_types is",
                "qwen2 | 'use_sliding_window': true, 'max_window_layers': 1 | max_window_layers is 1"
            })
    void optionsThatAreNotBuiltAreRefusedByName(String type, String option, String message)
            throws IOException {
        assertThatThrownBy(() -> read(type, option))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("config.json: " + message);
    }

    @Test
    void quantizedModelsAreRefused() throws IOException {
        write("gpt2", "'quantization_config': {'bits': 4}");
        assertThatThrownBy(() -> CheckpointFolder.open(folder, new FileHashes()))
                .hasMessageContaining("config.json: quantization_config is {\"bits\":4}");
    }

    @ParameterizedTest
    @CsvSource({
        "gelu_new, GELU_NEW",
        "gelu_pytorch_tanh, GELU_NEW",
        "gelu_fast, GELU_NEW",
        "gelu, GELU",
        "relu, RELU",
        "silu, SILU",
        "swish, SILU"
    })
    void activationsHaveManyNames(String name, Activation activation) throws IOException {
        var config = read("gpt2", "'activation_function': '" + name + "'");
        assertThat(config.mlp().activation()).isEqualTo(activation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mistral | 'x': 0 | 4096",
                "mistral | 'sliding_window': null | 0",
                "mistral | 'sliding_window': 7 | 7",
                "qwen2 | 'sliding_window': 7, 'use_sliding_window': false | 0",
                "qwen2 | 'sliding_window': 7, 'use_sliding_window': true, 'max_window_layers': 0 | 7",
                "qwen2 | 'sliding_window': 7, 'use_sliding_window': true, 'max_window_layers': 2 | 0",
                "qwen2 | 'sliding_window': 7, 'use_sliding_window': true, 'layer_types': ['sliding_attention', 'sliding_attention'] | 7",
                "llama | 'sliding_window': 7 | 0"
            })
    void windowsOfAttention(String type, String option, int window) throws IOException {
        assertThat(read(type, option).attention().window()).isEqualTo(window);
    }

    @Test
    void defaultsAreThoseOfTransformers() throws IOException {
        var llama = read("llama", "'rope_scaling': null");
        assertThat(llama.dimensions().keyValueHeads()).isEqualTo(4);
        assertThat(llama.dimensions().dHead()).isEqualTo(4);
        assertThat(llama.norm().epsilon()).isEqualTo(1e-6);
        var gpt2 = read("gpt2", "'n_inner': null, 'scale_attn_weights': false");
        assertThat(gpt2.dimensions().dMlp()).isEqualTo(64);
        assertThat(gpt2.attention().scaled()).isFalse();
        assertThat(read("gpt_neox", "'rotary_pct': 0.5").mlp().parallel()).isTrue();
    }

    private TransformerConfig read(String type, String option) throws IOException {
        write(type, option);
        var fields = ConfigFields.of(folder.resolve("config.json"));
        return Families.of(fields).config(fields);
    }

    /** Of a field given twice the last counts, so that an option can replace a size. */
    private void write(String type, String option) throws IOException {
        String json = "{'model_type': '" + type + "', " + SIZES.get(type) + option + "}";
        Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
    }
}

package dev.circuitry.rasp.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.rasp.Programs;
import dev.circuitry.rasp.RaspProgram;
import dev.circuitry.testing.PlainForward;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the weights and logits recorded from tracr; see golden/tracr/manifest.md. */
class CompiledWeightsParityTest {

    /** Float32 holds the recorded thresholds to 3.7e-8 at worst. */
    private static final double FLOAT32 = 1e-6;

    /** Worst measured: 5.8e-8; just below 1, float32 goes in steps of 6.0e-8. */
    private static final double LOGIT_TOLERANCE = 2e-7;

    @ParameterizedTest
    @ValueSource(strings = {"reverse", "proportion"})
    void hasTheReferencesSizes(String name) {
        JsonNode config = golden("weights").get(name).get("config");
        CompiledTransformer model = compiled(name);

        assertThat(model.layers()).hasSize(config.get("num_layers").intValue());
        assertThat(model.heads()).isEqualTo(config.get("num_heads").intValue());
        assertThat(model.keySize()).isEqualTo(config.get("key_size").intValue());
        assertThat(model.dMlp()).isEqualTo(config.get("mlp_hidden_size").intValue());
        assertThat(model.positions()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reverse", "proportion"})
    void numbersTokensAsTheReferenceDoes(String name) {
        List<String> recorded = new ArrayList<>();
        for (JsonNode entry : golden("weights").get(name).get("input_encoding")) {
            assertThat(entry.get(1).intValue()).isEqualTo(recorded.size());
            recorded.add(entry.get(0).stringValue());
        }

        assertThat(compiled(name).tokens().tokens().stream().map(Object::toString))
                .isEqualTo(recorded);
    }

    @Test
    void labelsTheResidualStreamOfReverse() {
        assertThat(compiled("reverse").residualLabels()).isEqualTo(recordedLabels("reverse"));
    }

    @Test
    void labelsTheResidualStreamOfProportion() {
        // recorded after reverse in one process, whose six labels had taken the first numbers
        List<String> recorded =
                recordedLabels("proportion").stream()
                        .map(label -> label.replace("frac_prevs_7", "frac_prevs_1"))
                        .map(label -> label.replace("map_9", "map_3"))
                        .toList();

        assertThat(compiled("proportion").residualLabels()).isEqualTo(recorded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reverse", "proportion"})
    void hasTheReferencesWeightsAndNoOthers(String name) {
        JsonNode weights = golden("weights").get(name).get("sparse");
        CompiledTransformer model = compiled(name);

        assertMatches(weights, "token_embed.embeddings", model.embeddings().token());
        assertMatches(weights, "pos_embed.embeddings", model.embeddings().position());
        for (int i = 0; i < model.layers().size(); i++) {
            CompiledTransformer.Layer layer = model.layers().get(i);
            String at = "transformer/layer_" + i;
            assertMatches(weights, at + "/attn/query.w", layer.attention().query());
            assertMatches(weights, at + "/attn/key.w", layer.attention().key());
            assertMatches(weights, at + "/attn/value.w", layer.attention().value());
            assertMatches(weights, at + "/attn/linear.w", layer.attention().linear());
            assertMatches(weights, at + "/mlp/linear_1.w", layer.mlp().linear1());
            assertMatches(weights, at + "/mlp/linear_2.w", layer.mlp().linear2());
        }
        assertThat(weights.size()).isEqualTo(2 + 6 * model.layers().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reverse", "proportion"})
    void givesTheReferencesLogits(String name) {
        JsonNode data = golden("data_seed1234").get(name);
        CompiledTransformer model = compiled(name);

        for (int row = 0; row < data.get("validation_data").size(); row++) {
            int[] tokens = ints(data.get("validation_data").get(row));
            double[][] residual = PlainForward.residual(model, tokens);
            JsonNode logits = data.get("validation_logits").get(row);
            for (int position = 0; position < tokens.length; position++) {
                for (int i = 0; i < logits.get(position).size(); i++) {
                    assertThat(residual[position][i])
                            .as("row %d, position %d, logit %d", row, position, i)
                            .isEqualTo(
                                    logits.get(position).get(i).doubleValue(),
                                    within(LOGIT_TOLERANCE));
                }
            }
        }
    }

    private static void assertMatches(JsonNode weights, String name, Matrix actual) {
        JsonNode recorded = weights.get(name);
        double[][] expected =
                new double[recorded.get("shape").get(0).intValue()]
                        [recorded.get("shape").get(1).intValue()];
        for (JsonNode entry : recorded.get("nz")) {
            expected[entry.get(0).intValue()][entry.get(1).intValue()] = entry.get(2).doubleValue();
        }
        assertThat(actual.toArray()).as(name).hasDimensions(expected.length, expected[0].length);
        for (int row = 0; row < expected.length; row++) {
            for (int column = 0; column < expected[row].length; column++) {
                assertThat(actual.at(row, column))
                        .as("%s at (%d, %d)", name, row, column)
                        .isEqualTo(expected[row][column], within(tolerance(expected[row][column])));
            }
        }
    }

    /** Only the thresholds are not whole or half, and only those may be rounded. */
    private static double tolerance(double expected) {
        return 2 * expected == Math.rint(2 * expected) ? 0 : FLOAT32 * Math.abs(expected);
    }

    private static CompiledTransformer compiled(String name) {
        RaspProgram program =
                switch (name) {
                    case "reverse" -> Programs.reverse();
                    case "proportion" -> Programs.proportion();
                    default -> throw new IllegalArgumentException(name);
                };
        return RaspCompiler.compile(program);
    }

    private static List<String> recordedLabels(String name) {
        List<String> labels = new ArrayList<>();
        for (JsonNode label : golden("weights").get(name).get("residual_labels")) {
            labels.add(label.stringValue());
        }
        return labels;
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).intValue();
        }
        return ints;
    }

    private static JsonNode golden(String file) {
        String path = "/golden/tracr/" + file + ".json";
        try (InputStream json = CompiledWeightsParityTest.class.getResourceAsStream(path)) {
            return JsonMapper.shared().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

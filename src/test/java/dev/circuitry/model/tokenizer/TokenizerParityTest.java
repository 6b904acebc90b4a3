package dev.circuitry.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.problem.ProblemException;
import dev.circuitry.testing.Golden;
import dev.circuitry.testing.Gpt2Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** GPT-2's tokens of every recorded prompt. */
class TokenizerParityTest {
    private static final int PADDING = 50256;

    @TempDir private static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void readTokenizer() {
        Gpt2Tokenizer.into(folder);
        tokenizer = Tokenizer.of(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "ioi_prompts_n200.json, clean, clean_tokens",
        "ioi_prompts_n200.json, corrupt, corrupt_tokens",
        "greaterthan_n200.json, prompts, tokens",
        "hybrid_retrieval_seed_dataset.json, clean_prompts, clean_tokens_padded_50256",
        "hybrid_retrieval_seed_dataset.json, corrupt_prompts, corrupt_tokens_padded_50256"
    })
    void everyRecordedTextHasItsTokens(String file, String texts, String tokens) {
        JsonNode recorded = Golden.json("gpt2-tokens/" + file);
        int[][] wanted = Golden.matrix(recorded.get(tokens));
        assertThat(wanted.length).isGreaterThan(10);
        for (int row = 0; row < wanted.length; row++) {
            var text = recorded.get(texts).get(row).asString();
            assertThat(tokenizer.tokens(text)).as(text).isEqualTo(unpadded(wanted[row]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyRecordedRowOfKbicrHasItsTokens(int template) {
        var rows = Golden.csv("gpt2-tokens/kbicr_template" + template + "_seed42_n40.csv");
        assertThat(rows).hasSize(40);
        for (var row : rows) {
            assertThat(tokenizer.tokens(row.get("text"))).isEqualTo(split(row.get("tokens")));
            assertThat(tokenizer.tokens(row.get("corrupted_text")))
                    .isEqualTo(split(row.get("corrupted_tokens")));
        }
    }

    @Test
    void beginsWithWhatTheModelsFilesSay() throws IOException {
        assertThat(tokenizer.beginning()).isEmpty();
        Files.writeString(folder.resolve("config.json"), "{\"bos_token_id\": 7}");
        assertThat(Tokenizer.of(folder).beginning()).hasValue(7);
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"bos_token\": {\"content\": \"<|endoftext|>\"}}");
        assertThat(Tokenizer.of(folder).beginning()).hasValue(PADDING);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\": null}");
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": [9, 10]}");
        assertThat(Tokenizer.of(folder).beginning()).hasValue(9);
    }

    @Test
    void showsTokensAsPeopleReadThem() {
        assertThat(tokenizer.strings(tokenizer.tokens("Then, Mary's café")))
                .containsExactly("Then", ",", " Mary", "'s", " café");
        assertThat(tokenizer.tokens("")).isEmpty();
    }

    @Test
    void saysWhichFileIsNone(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("tokenizer.json"), "{\"model\": 3}");
        assertThatThrownBy(() -> Tokenizer.of(other))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("tokenizer.json");
    }

    private static int[] unpadded(int[] tokens) {
        return Arrays.stream(tokens).filter(token -> token != PADDING).toArray();
    }

    private static int[] split(String tokens) {
        return Arrays.stream(tokens.strip().split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }
}

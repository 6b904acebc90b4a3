package dev.circuitry.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.circuitry.dataset.PostedDataset;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.CustomBehaviour;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.testing.Gpt2Tokenizer;
import dev.circuitry.testing.ToyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Rows in a toy's 29 tokens and 12 positions, and texts in GPT-2's tokens. */
class CustomTaskTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BOS = 50256;

    @TempDir private static Path folder;

    private static @Nullable Tokenizer gpt2;

    @BeforeAll
    static void readTokenizer() throws IOException {
        Gpt2Tokenizer.into(folder);
        Files.writeString(folder.resolve("config.json"), "{\"bos_token_id\": " + BOS + "}");
        gpt2 = Tokenizer.of(folder);
    }

    private static TaskRows rows(String dataset, String metric, Ablation ablation, Sampling size) {
        return rows(dataset, metric, ablation, size, null);
    }

    private static TaskRows rows(
            String dataset,
            String metric,
            Ablation ablation,
            Sampling size,
            @Nullable Tokenizer tokenizer) {
        var data =
                new CustomBehaviour(
                        PostedDataset.read(JSON.readValue(dataset, Map.class), "#/dataset"), null);
        var task = new CustomTask(data);
        var subject = new Subject("custom", "toy", Map.of(), size, data);
        var measure = new Measure(metric, ablation, Precision.FLOAT32, Processing.DEFAULT, false);
        var config = tokenizer == null ? ToyModels.GPT : wide();
        return task.rows(subject, measure, new TaskModel(config, tokenizer));
    }

    /** A model with GPT-2's vocabulary. */
    private static dev.circuitry.model.TransformerConfig wide() {
        var toy = ToyModels.GPT;
        var sizes = toy.dimensions();
        return new dev.circuitry.model.TransformerConfig(
                dev.circuitry.model.Dimensions.ungrouped(
                        sizes.layers(),
                        sizes.heads(),
                        sizes.dModel(),
                        sizes.dHead(),
                        sizes.dMlp(),
                        sizes.context(),
                        BOS + 1,
                        BOS + 1),
                toy.attention(),
                toy.mlp(),
                toy.norm(),
                toy.positions());
    }

    private static TaskRows rows(String dataset, Ablation ablation) {
        return rows(dataset, "kl_div", ablation, new Sampling(0, 0, 1234));
    }

    private static TaskRows texts(String dataset, String metric) {
        return rows(dataset, metric, Ablation.CORRUPTED, new Sampling(0, 0, 1234), gpt2);
    }

    private static List<Violation> violations(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).violations();
    }

    @Test
    void takesTheFirstRowsThatAreNotHeldOut() {
        var rows =
                rows(
                        """
                        {"clean_tokens": [[1], [2, 3], [4, 5, 6], [7]], "split": ["test", null, "validation", null]}""",
                        "kl_div",
                        Ablation.ZERO,
                        new Sampling(2, 0, 1234));

        assertThat(rows.validation().clean()).isDeepEqualTo(new int[][] {{2, 3}, {4, 5, 6}});
        assertThat(rows.validation().scored().positions()).isDeepEqualTo(new int[][] {{1}, {2}});
        assertThat(rows.validation().corrupted()).isNull();
        assertThat(rows.test()).isNotNull();
        assertThat(rows.test().clean()).isDeepEqualTo(new int[][] {{1}});
    }

    @Test
    void scoresAMasksPositionsByTheAnswersThere() {
        var rows =
                rows(
                        """
                        {"clean_tokens": [[1, 2, 3], [4, 5]], "corrupted_tokens": [[1, 2, 4], [4, 6]],
                         "answer_tokens": [[2, 3, 4], [5, 6]], "mask": [[true, false, true], [false, false]]}""",
                        "nll",
                        Ablation.CORRUPTED,
                        new Sampling(0, 0, 1234));

        var scored = rows.validation().scored();
        assertThat(scored.positions()).isDeepEqualTo(new int[][] {{0, 2}, {}});
        assertThat(scored.answers()).isDeepEqualTo(new int[][] {{2, 4}, {}});
        assertThat(scored.in(3).places()).containsExactly(0, 2);
        assertThat(scored.flatAnswers()).containsExactly(2, 4);
    }

    @Test
    void textsBeginWithTheModelsTokenAndAnswersDoNot() {
        var rows =
                texts(
                        """
                        {"clean": ["Then, Mary"], "corrupted": ["Then, Anna"], "answers": [" Mary"], "wrong_answers": [[" Anna", " John"]]}""",
                        "logit_diff");

        assertThat(rows.validation().clean()[0]).hasSize(4).startsWith(BOS);
        assertThat(rows.notes().prependedBos()).isEqualTo(BOS);
        assertThat(rows.validation().scored().answers()).isDeepEqualTo(new int[][] {{5335}});
        assertThat(rows.validation().scored().wrongAnswers()[0][0]).hasSize(2);
        assertThat(rows.validation().texts().clean()).containsExactly("Then, Mary");
        var without =
                texts(
                        """
                        {"clean": ["Then, Mary"], "corrupted": ["Then, Anna"], "prepend_bos": false}""",
                        "kl_div");
        assertThat(without.validation().clean()[0]).hasSize(3);
    }

    @Test
    void answersOfSeveralTokensAreHandledAsTheDataSetSays() {
        var data =
                """
                {"clean": ["A", "B"], "corrupted": ["C", "D"], "answers": [" x", " Jeffreyson"], "multi_token_answers": "%s"}""";

        var refused = violations(() -> texts(data.formatted("error"), "nll"));
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).pointer()).isEqualTo("#/dataset/answers/1");
        assertThat(refused.get(0).detail())
                .contains("row 2", "\" Jeffreyson\"", "3 tokens", "first_token or drop_row");

        var cut = texts(data.formatted("first_token"), "nll");
        assertThat(cut.validation().rows()).isEqualTo(2);
        assertThat(codes(cut)).containsExactly(WarningCode.ANSWERS_CUT);

        var dropped = texts(data.formatted("drop_row"), "nll");
        assertThat(dropped.validation().rows()).isEqualTo(1);
        assertThat(codes(dropped)).containsExactly(WarningCode.ROWS_DROPPED);
        assertThat(dropped.notes().warnings().get(0).examples()).containsExactly(2);

        var unused = texts(data.formatted("error"), "kl_div");
        assertThat(unused.validation().rows()).isEqualTo(2);
        assertThat(unused.validation().scored().answers()).isNull();
        assertThat(codes(unused)).containsExactly(WarningCode.ANSWERS_UNUSED);
    }

    private static List<WarningCode> codes(TaskRows rows) {
        return rows.notes().warnings().stream().map(Warning::code).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CORRUPTED | {\"clean_tokens\": [[1], [1, 2]], \"corrupted_tokens\": [[2], [1]]} | corrupted_tokens/1 | of row 2 has 1 tokens, but the clean prompt has 2",
                "CORRUPTED | {\"clean_tokens\": [[1]]} | corrupted_tokens/0 | of row 1 is missing, and corrupted ablation reads it",
                "MEAN | {\"clean_tokens\": [[1], [2]], \"corrupted_tokens\": [[1, 2], [1]]} | corrupted_tokens/1 | under mean ablation all corrupted prompts have one length",
                "MEAN | {\"clean_tokens\": [[1, 2]], \"corrupted_tokens\": [[1]]} | clean_tokens/0 | there is no mean for the rest",
                "ZERO | {\"clean_tokens\": [[1], [29]]} | clean_tokens/1 | of row 2 has the token 29, which is outside the model's vocabulary of 29 (0 to 28)",
                "ZERO | {\"clean_tokens\": [[1,1,1,1,1,1,1,1,1,1,1,1,1]]} | clean_tokens/0 | has 13 tokens, but the model's context has 12",
                "ZERO | {\"clean_tokens\": [[1]], \"answer_tokens\": [40]} | answer_tokens/0 | has the token 40",
                "ZERO | {\"clean_tokens\": [[1, 2]], \"mask\": [[false, false]]} | mask | leaves nothing scored in any row of the split validation",
                "ZERO | {\"clean\": [\"A\"]} | #/model | has no tokenizer.json"
            })
    void namesTheRowThatModelOrAblationDoNotAllow(
            Ablation ablation, String dataset, String place, String detail) {
        var violations = violations(() -> rows(dataset, ablation));

        var pointer = place.startsWith("#") ? place : "#/dataset/" + place;
        assertThat(violations)
                .anySatisfy(
                        violation -> {
                            assertThat(violation.pointer()).startsWith(pointer);
                            assertThat(violation.detail()).contains(detail);
                        });
    }

    @Test
    void unequalPairsRunUnderZeroAblationWithAWord() {
        var rows =
                rows(
                        "{\"clean_tokens\": [[1], [1, 2]], \"corrupted_tokens\": [[2], [1]]}",
                        Ablation.ZERO);

        assertThat(codes(rows)).containsExactly(WarningCode.LENGTHS_DIFFER);
    }

    @Test
    void refusesMoreRowsThanThereAre() {
        var violations =
                violations(
                        () ->
                                rows(
                                        "{\"clean_tokens\": [[1], [2]]}",
                                        "kl_div",
                                        Ablation.ZERO,
                                        new Sampling(3, 4, 1234)));

        assertThat(violations)
                .extracting(Violation::pointer)
                .containsExactly("#/num_examples", "#/seq_len");
    }

    @Test
    void offersTheMetricsThatItsColumnsAllow() {
        var none = metrics("{\"clean_tokens\": [[1]]}");
        var right = metrics("{\"clean_tokens\": [[1]], \"answer_tokens\": [1]}");
        var both =
                metrics(
                        "{\"clean_tokens\": [[1]], \"answer_tokens\": [1], \"wrong_answer_tokens\": [2]}");

        assertThat(none).containsExactly(MetricKind.KL_DIV);
        assertThat(right).containsExactly(MetricKind.KL_DIV, MetricKind.NLL, MetricKind.MATCH_NLL);
        assertThat(both).hasSize(5).contains(MetricKind.LOGIT_DIFF, MetricKind.FRAC_CORRECT);
    }

    private static List<MetricKind> metrics(String dataset) {
        return new CustomTask(
                        new CustomBehaviour(
                                PostedDataset.read(JSON.readValue(dataset, Map.class), "#"), null))
                .metrics();
    }
}

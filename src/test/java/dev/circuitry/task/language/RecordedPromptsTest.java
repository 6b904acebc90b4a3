package dev.circuitry.task.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.bench.BenchShape;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.Written;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import dev.circuitry.testing.Golden;
import dev.circuitry.testing.Gpt2Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rows of every task, on GPT-2's tokenizer, against those that the reference made. */
class RecordedPromptsTest {
    @TempDir private static Path folder;

    private static Tokenizer tokenizer;
    private static TaskModel gpt2;

    @BeforeAll
    static void readTokenizer() {
        Gpt2Tokenizer.into(folder);
        tokenizer = Tokenizer.of(folder);
        gpt2 = new TaskModel(BenchShape.GPT2_SMALL.config(), tokenizer);
    }

    private static TaskRows rows(Task task, Ablation ablation, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>();
        task.options().forEach(option -> all.put(option.name(), option.defaultValue()));
        all.putAll(options);
        var subject = Subject.of(task.name(), task.defaultModel(), all, task.defaultSampling());
        return task.rows(subject, measure(ablation, "kl_div"), gpt2);
    }

    private static Measure measure(Ablation ablation, String metric) {
        return new Measure(metric, ablation, Precision.FLOAT32, Processing.DEFAULT, false);
    }

    private static TaskRows rows(Task task) {
        return rows(task, Ablation.CORRUPTED, Map.of());
    }

    private static int[][] both(TaskRows rows, Function<PromptPairs, int[][]> of) {
        return Stream.of(rows.validation(), Objects.requireNonNull(rows.test()))
                .map(of)
                .flatMap(Stream::of)
                .toArray(int[][]::new);
    }

    private static int[][] firstTokens(int[][] rows, int count) {
        return Stream.of(rows).map(row -> Arrays.copyOf(row, count)).toArray(int[][]::new);
    }

    private static int[] column(int[][] rows) {
        return Stream.of(rows).mapToInt(row -> row[0]).toArray();
    }

    @Test
    void ioiHasTheReferencesRows() {
        var recorded = Golden.json("gpt2-tokens/ioi_prompts_n200.json");
        var rows = rows(new Ioi());
        assertThat(rows.validation().rows()).isEqualTo(100);
        assertThat(both(rows, PromptPairs::clean))
                .isEqualTo(firstTokens(Golden.matrix(recorded.get("clean_tokens")), 15));
        assertThat(both(rows, PromptPairs::corrupted))
                .isEqualTo(firstTokens(Golden.matrix(recorded.get("corrupt_tokens")), 15));
        assertThat(column(both(rows, pairs -> pairs.scored().answers())))
                .isEqualTo(ints(recorded.get("io_token")));
        assertThat(
                        column(
                                both(
                                        rows,
                                        pairs ->
                                                Stream.of(pairs.scored().wrongAnswers())
                                                        .map(row -> row[0])
                                                        .toArray(int[][]::new))))
                .isEqualTo(ints(recorded.get("s_token")));
        assertThat(rows.notes().warnings()).isEmpty();
    }

    private static int[] ints(JsonNode numbers) {
        return numbers.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    @Test
    void greaterThanHasTheReferencesRows() {
        var recorded = Golden.json("gpt2-tokens/greaterthan_n200.json");
        int[][] tokens = Golden.matrix(recorded.get("tokens"));
        var rows = rows(new GreaterThan());
        assertThat(both(rows, PromptPairs::clean)).isEqualTo(tokens);
        int[][] corrupted = Stream.of(tokens).map(int[]::clone).toArray(int[][]::new);
        Stream.of(corrupted).forEach(row -> row[7] = 486);
        assertThat(both(rows, PromptPairs::corrupted)).isEqualTo(corrupted);
        assertThat(rows.validation().scored().wrongAnswers()[0][0])
                .isEqualTo(ints(recorded.get("two_digit_tokens")));
        assertThat(rows.validation().texts().clean().get(0))
                .isEqualTo(recorded.get("prompts").get(0).asString());
    }

    @ParameterizedTest
    @EnumSource(DocstringCorruption.class)
    void docstringHasTheReferencesTexts(DocstringCorruption corruption) {
        var recorded = Golden.json("docstring/docstring_prompts_n100.json");
        var task = new Docstring();
        var subject =
                Subject.of(
                        task.name(),
                        task.defaultModel(),
                        Map.of("corruption", corruption.wireName()),
                        task.defaultSampling());
        var rows = task.draw(subject, gpt2.tokenizer()).limit(100).toList();
        for (int i = 0; i < 100; i++) {
            var wanted = recorded.get(i);
            var row = rows.get(i);
            assertThat(text(row.clean())).isEqualTo(wanted.get("clean").asString());
            assertThat(text(row.corrupted()))
                    .as("row %s", i)
                    .isEqualTo(wanted.get("corrupt").get(corruption.wireName()).asString());
            assertThat(text(row.answer())).isEqualTo(wanted.get("correct").get(0).asString());
            assertThat(row.wrongAnswers().stream().map(RecordedPromptsTest::text))
                    .isEqualTo(wanted.get("wrong").valueStream().map(JsonNode::asString).toList());
        }
    }

    private static String text(Written written) {
        return ((Written.Text) written).text();
    }

    @Test
    void hybridRetrievalHasTheNotebooksColumns() {
        var recorded = Golden.json("gpt2-tokens/hybrid_retrieval_seed_dataset.json");
        var rows = rows(new HybridRetrieval(), Ablation.ZERO, Map.of());
        assertThat(rows.validation().clean())
                .isEqualTo(Golden.matrix(recorded.get("validation_data")));
        assertThat(rows.validation().corrupted())
                .isEqualTo(Golden.matrix(recorded.get("validation_patch_data")));
        assertThat(column(rows.validation().scored().answers()))
                .isEqualTo(ints(recorded.get("labels_col24")));
        assertThat(rows.test()).isSameAs(rows.validation());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void kbicrHasTheForksRows(int template) {
        var rows = rows(new Kbicr(), Ablation.CORRUPTED, Map.of("template", template));
        int[][] clean = both(rows, PromptPairs::clean);
        int[][] corrupted = both(rows, PromptPairs::corrupted);
        int[] answers = column(both(rows, pairs -> pairs.scored().answers()));
        var recorded = Golden.csv("gpt2-tokens/kbicr_template" + template + "_seed42_n40.csv");
        assertThat(recorded).hasSize(40).hasSameSizeAs(clean);
        for (int row = 0; row < 40; row++) {
            var line = recorded.get(row);
            assertThat(clean[row]).isEqualTo(Arrays.copyOf(tokens(line.get("tokens")), 25));
            assertThat(corrupted[row])
                    .isEqualTo(Arrays.copyOf(tokens(line.get("corrupted_tokens")), 25));
            assertThat(answers[row]).isEqualTo(Integer.parseInt(line.get("S_token")));
        }
    }

    private static int[] tokens(String apart) {
        return Stream.of(apart.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static List<Retrieval> handWritten() {
        return Retrieval.all();
    }

    @ParameterizedTest
    @MethodSource("handWritten")
    void handWrittenPromptsEndBeforeTheAnswerAndAreScoredThere(Retrieval task) {
        var rows = rows(task, Ablation.ZERO, Map.of()).validation();
        assertThat(rows.rows()).isEqualTo(20);
        for (int row = 0; row < 20; row++) {
            assertThat(rows.texts().clean().get(row)).endsWith(" -");
            assertThat(rows.scored().positions()[row])
                    .containsExactly(rows.clean()[row].length - 1);
            assertThat(rows.clean()[row]).isNotEqualTo(rows.corrupted()[row]);
        }
    }

    @Test
    void logitDifferenceLeavesOutAnswersOfSeveralTokensAndSaysSo() {
        var task = Retrieval.all().get(2);
        var subject =
                Subject.of(task.name(), task.defaultModel(), Map.of(), task.defaultSampling());
        var rows = task.rows(subject, measure(Ablation.ZERO, "logit_diff"), gpt2);
        assertThat(rows.validation().rows()).isBetween(1, 19);
        assertThat(rows.notes().warnings().get(0).detail())
                .contains("rows of knowledge-direct were left out", "tokens")
                .contains("there are no more");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatPeopleReadWithoutTheModelIsWhatItWouldRun(boolean test) {
        for (LanguageTask task : List.of(new GreaterThan(), new HybridRetrieval(), new Ioi())) {
            var rows = rows(task);
            var run = test ? Objects.requireNonNull(rows.test()) : rows.validation();
            var subject =
                    Subject.of(task.name(), task.defaultModel(), Map.of(), task.defaultSampling());

            var read = task.split(subject, test);
            assertThat(read.clean()).isEqualTo(texts(run.clean()));
            assertThat(read.corrupted()).isEqualTo(texts(Objects.requireNonNull(run.corrupted())));
        }
    }

    private static List<String> texts(int[][] rows) {
        return Stream.of(rows).map(tokenizer::text).toList();
    }
}

package dev.circuitry.task.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.bench.BenchShape;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import dev.circuitry.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The induction task on files as torch.save writes them. */
class InductionTest {
    private static final int LENGTH = 9;

    @TempDir private Path folder;

    private TaskRows rows(int count, int length) {
        var subject = Subject.of("induction", "model", Map.of(), new Sampling(count, length, 1234));
        var measure =
                new Measure(
                        "kl_div", Ablation.CORRUPTED, Precision.FLOAT32, Processing.DEFAULT, false);
        return new Induction()
                .rows(subject, measure, new TaskModel(BenchShape.TINY.config(), null, folder));
    }

    private void copyFiles() throws IOException {
        for (String file : List.of("validation_data.pt", "mask_repeat_candidates.pkl")) {
            try (var in = InductionTest.class.getResourceAsStream("/golden/induction/" + file)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(file));
            }
        }
    }

    @Test
    void takesRowsFromTheFilesAndScoresWhereTheMaskSays() throws IOException {
        copyFiles();
        var recorded = Golden.json("induction/tables.json");
        int[][] data = Golden.matrix(recorded.get("data"));
        var test = Objects.requireNonNull(rows(3, LENGTH).test());
        for (int row = 0; row < 3; row++) {
            int from = row + 3;
            int[] scored =
                    IntStream.range(0, LENGTH)
                            .filter(pos -> recorded.get("mask").get(from).get(pos).asBoolean())
                            .toArray();
            assertThat(test.clean()[row]).isEqualTo(java.util.Arrays.copyOf(data[from], LENGTH));
            assertThat(test.scored().positions()[row]).isEqualTo(scored);
            assertThat(test.scored().answers()[row])
                    .isEqualTo(IntStream.of(scored).map(pos -> data[from][pos + 1]).toArray());
        }
    }

    @Test
    void corruptedRowsAreTheSameInTorchsOrder() throws IOException {
        copyFiles();
        var order = Golden.json("induction/tables.json").get("order");
        var rows = rows(3, LENGTH).validation();
        for (int row = 0; row < 3; row++) {
            assertThat(rows.corrupted()[row]).isEqualTo(rows.clean()[order.get(row).asInt()]);
        }
    }

    @Test
    void saysHowManyRowsTheFilesHave() throws IOException {
        copyFiles();
        assertThatThrownBy(() -> rows(5, LENGTH))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.violations().get(0).detail())
                                        .contains("must be at most 4", "is 5"));
        assertThatThrownBy(() -> rows(3, 13)).isInstanceOf(ProblemException.class);
    }

    @Test
    void saysWhereMissingFilesComeFrom() {
        assertThatThrownBy(() -> rows(3, LENGTH))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.violations().get(0).detail())
                                        .contains(
                                                "validation_data.pt",
                                                "hf download ArthurConmy/redwood_attn_2l"));
    }
}

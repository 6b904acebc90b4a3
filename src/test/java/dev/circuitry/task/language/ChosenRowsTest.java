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
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of a task's rows on models that do not allow them all. */
class ChosenRowsTest {
    private static TaskRows rows(Task task, Sampling sampling, TaskModel model) {
        var subject = Subject.of(task.name(), "model", Map.of(), sampling);
        return task.rows(
                subject,
                new Measure(
                        "kl_div", Ablation.CORRUPTED, Precision.FLOAT32, Processing.DEFAULT, false),
                model);
    }

    @Test
    void aModelWithoutTokenizerIsToldWhatIsMissing() {
        var model = new TaskModel(BenchShape.GPT2_SMALL.config(), null);
        assertThatThrownBy(() -> rows(new Ioi(), new Ioi().defaultSampling(), model))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.violations().get(0).detail())
                                        .contains("no tokenizer.json", "ioi"));
    }

    @Test
    void inductionRepeatsAHalfAndScoresTheSecond() {
        var task = new InductionRepeat();
        var model = new TaskModel(BenchShape.TINY.config(), null);
        var rows = rows(task, new Sampling(5, 12, 7), model);
        for (int row = 0; row < 5; row++) {
            int[] clean = rows.validation().clean()[row];
            assertThat(Arrays.copyOf(clean, 6)).isEqualTo(Arrays.copyOfRange(clean, 6, 12));
            assertThat(Arrays.stream(clean).distinct().count()).isEqualTo(6);
            assertThat(rows.validation().scored().positions()[row]).containsExactly(6, 7, 8, 9, 10);
            assertThat(rows.validation().scored().answers()[row])
                    .isEqualTo(Arrays.copyOfRange(clean, 7, 12));
        }
        assertThat(rows.test().clean()).isNotEqualTo(rows.validation().clean());
        assertThat(rows(task, new Sampling(5, 12, 8), model).validation().clean())
                .isNotEqualTo(rows.validation().clean());
    }

    @Test
    void inductionSaysHowLongItCanBeOnAModel() {
        var task = new InductionRepeat();
        var model = new TaskModel(BenchShape.TINY.config(), null);
        assertThatThrownBy(() -> rows(task, new Sampling(5, 66, 7), model))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.violations().get(0).detail())
                                        .contains("at most 64", "is 66"));
        assertThat(task.objectionTo(new Sampling(5, 7, 7))).isPresent();
    }
}

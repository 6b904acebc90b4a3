package dev.circuitry.task.language;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.Written;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A behaviour of language models, shown by sentences. It runs on every model whose tokenizer allows
 * its rows; those that it does not allow are left out, with a warning that names them.
 */
public interface LanguageTask extends Task {
    /** The general metrics, for rows with a right and a wrong answer. */
    List<MetricKind> ANSWER_METRICS =
            List.of(
                    MetricKind.KL_DIV,
                    MetricKind.LOGIT_DIFF,
                    MetricKind.FRAC_CORRECT,
                    MetricKind.NLL,
                    MetricKind.MATCH_NLL);

    @Override
    default boolean runsOn(String model) {
        return true;
    }

    /**
     * The rows to choose from in the order in which they are drawn; those of the run come first and
     * those held out after them. May have no end.
     *
     * @param tokenizer on which some tasks' words hang
     */
    default Stream<TextRow> draw(Subject subject, Tokenizer tokenizer) {
        return texts(subject).orElseThrow();
    }

    /** The same rows where they are texts whatever the tokenizer; empty where they are not. */
    default Optional<Stream<TextRow>> texts(Subject subject) {
        return Optional.empty();
    }

    /** The same rows as texts, as they come out on the task's own model. */
    default Stream<TextRow> textsOfOwnModel(Subject subject) {
        return texts(subject).orElseThrow();
    }

    /**
     * A split's texts on the task's own model, for people to read where it is not there.
     *
     * @param test whether those held out
     */
    default PromptPairs.Texts split(Subject subject, boolean test) {
        long rows = subject.sampling().numExamples();
        var chosen =
                textsOfOwnModel(subject)
                        .skip(test && !testsOnRun() ? rows : 0)
                        .limit(rows)
                        .toList();
        return new PromptPairs.Texts(
                chosen.stream().map(row -> text(row.clean())).toList(),
                chosen.stream().map(row -> text(row.corrupted())).toList());
    }

    private static String text(Written written) {
        return written instanceof Written.Text text ? text.text() : "";
    }

    /** What of a row's answers matters. */
    default AnswerTokens answerTokens() {
        return AnswerTokens.ONE;
    }

    /** What answers of several tokens are to a task. */
    enum AnswerTokens {
        /** No answers: their rows are left out. */
        ONE,
        /** As good as their first token. */
        FIRST,
        /** No matter as long as the metric does not read answers; else their rows are left out. */
        WHERE_READ
    }

    /** Whether texts begin with the model's token for that. */
    default boolean prependsBos() {
        return false;
    }

    /** Whether the result is evaluated on the rows of the run once more, as the reference does. */
    default boolean testsOnRun() {
        return false;
    }

    @Override
    default TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        return ChosenRows.of(this, subject, measure, model);
    }

    @Override
    default Optional<String> objectionTo(Sampling sampling) {
        return Optional.empty(); // how many rows there are and how long hangs on the tokenizer
    }

    /** The shape of the model on which the known circuit was found. */
    @Override
    Optional<GraphShape> defaultShape();

    /** Whether a graph is of the shape on which the known circuit was found. */
    default boolean fits(ComputationalGraph graph) {
        return defaultShape().filter(graph.shape()::equals).isPresent();
    }
}

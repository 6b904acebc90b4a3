package dev.circuitry.task.language;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.MultiTokenAnswers;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.WireName;
import dev.circuitry.spec.Written;
import dev.circuitry.task.DatasetRows;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses the rows of a task that a model's tokenizer, the ablation and the metric allow, in the
 * order in which they are drawn. For one thread, once.
 */
final class ChosenRows {
    /** So many rows beyond those wanted are looked at before giving up. */
    private static final int MOST_LEFT_OUT = 2000;

    private final LanguageTask task;
    private final Subject subject;
    private final Measure measure;
    private final Tokenizer tokenizer;
    private final List<TextRow> chosen = new ArrayList<>();
    private final List<Integer> leftOut = new ArrayList<>();
    private String firstReason = "";
    private int commonLength = -1;

    private ChosenRows(LanguageTask task, Subject subject, Measure measure, Tokenizer tokenizer) {
        this.task = task;
        this.subject = subject;
        this.measure = measure;
        this.tokenizer = tokenizer;
    }

    /**
     * The rows of a run.
     *
     * @throws ProblemException INVALID_SPEC where the model has no tokenizer or allows no row
     */
    static TaskRows of(LanguageTask task, Subject subject, Measure measure, TaskModel model) {
        var tokenizer = model.tokenizer();
        if (tokenizer == null) {
            throw invalid(
                    "#/model",
                    "has no tokenizer.json in its folder, so the prompts of "
                            + task.name()
                            + " cannot be made into tokens. Add the file.");
        }
        return new ChosenRows(task, subject, measure, tokenizer).rows(model);
    }

    private TaskRows rows(TaskModel model) {
        int splits = task.testsOnRun() ? 1 : 2;
        long wanted = (long) splits * subject.sampling().numExamples();
        choose(wanted);
        int rows = Math.min(subject.sampling().numExamples(), chosen.size() / splits);
        if (rows == 0) {
            throw invalid(
                    "#/model",
                    "has a tokenizer that allows no rows of "
                            + task.name()
                            + (firstReason.isEmpty() ? "." : ": the first " + firstReason + "."));
        }
        var found = DatasetRows.of(dataset(rows, splits), sampling(rows), measure, model);
        List<Warning> warnings = new ArrayList<>();
        warning(rows).ifPresent(warnings::add);
        warnings.addAll(found.notes().warnings());
        var validation = withTexts(found.validation());
        var held = found.test();
        var test = splits == 1 ? validation : held == null ? null : withTexts(held);
        return new TaskRows(
                validation, test, new TaskRows.Notes(found.notes().prependedBos(), warnings));
    }

    private void choose(long wanted) {
        int number = 0;
        for (Iterator<TextRow> drawn = task.draw(subject, tokenizer).iterator();
                chosen.size() < wanted && leftOut.size() < MOST_LEFT_OUT && drawn.hasNext(); ) {
            number++;
            var row = drawn.next();
            var reason = objection(row);
            if (reason.isEmpty()) {
                chosen.add(row);
            } else {
                firstReason = leftOut.isEmpty() ? reason.get() : firstReason;
                leftOut.add(number);
            }
        }
    }

    /**
     * What a run cannot have of a row, as the end of a sentence about it; empty where nothing is.
     */
    private Optional<String> objection(TextRow row) {
        if (answersMustBeOneToken()) {
            var several =
                    Stream.concat(Stream.of(row.answer()), row.wrongAnswers().stream())
                            .filter(answer -> length(answer) != 1)
                            .findFirst();
            if (several.isPresent()) {
                return Optional.of(
                        "has the answer \""
                                + text(several.get())
                                + "\", which is "
                                + length(several.get())
                                + " tokens");
            }
        }
        int clean = length(row.clean());
        int corrupted = length(row.corrupted());
        if (measure.ablation() == Ablation.CORRUPTED && clean != corrupted) {
            return Optional.of(
                    "has "
                            + clean
                            + " tokens and its corrupted prompt has "
                            + corrupted
                            + ", which corrupted ablation does not allow");
        }
        if (measure.ablation() == Ablation.MEAN) {
            commonLength = commonLength < 0 ? corrupted : commonLength;
            if (corrupted != commonLength || clean > commonLength) {
                return Optional.of(
                        "has another length than the first row, which mean ablation does not allow");
            }
        }
        return Optional.empty();
    }

    private boolean answersMustBeOneToken() {
        return switch (task.answerTokens()) {
            case ONE -> true;
            case FIRST -> false;
            case WHERE_READ ->
                    WireName.parse(MetricKind.class, measure.metric()).orElseThrow().readsAnswers();
        };
    }

    private int length(Written written) {
        return written instanceof Written.Tokens tokens
                ? tokens.ids().length
                : tokenizer.tokens(text(written)).length;
    }

    private String text(Written written) {
        return written instanceof Written.Text text
                ? text.text()
                : tokenizer.text(((Written.Tokens) written).ids());
    }

    private Dataset dataset(int rows, int splits) {
        List<DatasetRow> all =
                IntStream.range(0, splits * rows)
                        .mapToObj(i -> chosen.get(i).held(i >= rows))
                        .toList();
        var several =
                task.answerTokens() == LanguageTask.AnswerTokens.FIRST
                        ? MultiTokenAnswers.FIRST_TOKEN
                        : MultiTokenAnswers.ERROR;
        return new Dataset(task.name(), all, task.prependsBos(), several);
    }

    /** A length that is not the usual one must be that of the rows. */
    private Sampling sampling(int rows) {
        var asked = subject.sampling();
        boolean usual = asked.seqLen() == task.defaultSampling().seqLen();
        return new Sampling(rows, usual ? DatasetRows.ALL : asked.seqLen(), asked.seed());
    }

    private Optional<Warning> warning(int rows) {
        if (leftOut.isEmpty() && rows == subject.sampling().numExamples()) {
            return Optional.empty();
        }
        var detail = new StringBuilder();
        if (!leftOut.isEmpty()) {
            detail.append(leftOut.size())
                    .append(leftOut.size() == 1 ? " row of " : " rows of ")
                    .append(task.name())
                    .append(leftOut.size() == 1 ? " was" : " were")
                    .append(" left out: row ")
                    .append(leftOut.get(0))
                    .append(' ')
                    .append(firstReason)
                    .append(". ");
        }
        if (rows < subject.sampling().numExamples()) {
            detail.append("The run has ")
                    .append(rows)
                    .append(rows == 1 ? " row" : " rows")
                    .append(", not ")
                    .append(subject.sampling().numExamples())
                    .append(": there are no more.");
        }
        return Optional.of(
                new Warning(WarningCode.ROWS_DROPPED, detail.toString().strip(), leftOut));
    }

    /** Rows of tokens are read as text too. */
    private PromptPairs withTexts(PromptPairs pairs) {
        int[][] corrupted = pairs.corrupted();
        return pairs.texts() != null
                ? pairs
                : new PromptPairs(
                        pairs.clean(),
                        corrupted,
                        pairs.scored(),
                        new PromptPairs.Texts(
                                texts(pairs.clean()), corrupted == null ? null : texts(corrupted)));
    }

    private List<String> texts(int[][] rows) {
        return Stream.of(rows).map(tokenizer::text).toList();
    }

    /** One broken rule. */
    static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                ProblemCode.INVALID_SPEC,
                "One rule is broken: see errors for " + pointer.substring(2) + ".",
                List.of(new Violation(pointer, detail)));
    }
}

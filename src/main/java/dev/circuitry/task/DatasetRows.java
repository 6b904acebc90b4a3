package dev.circuitry.task;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.MultiTokenAnswers;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.WireName;
import dev.circuitry.spec.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data set's rows into a model's tokens: texts begin with the model's token for that,
 * answers do not. What the model, the ablation or the metric doesn't allow is named by row. For one
 * thread, once.
 */
public final class DatasetRows {
    /** As many rows, or as long ones, as there are. */
    public static final int ALL = 0;

    private static final int MOST_VIOLATIONS = 100;

    private final Dataset dataset;
    private final Measure measure;
    private final RowTokens tokens;
    private final RowRules rules;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private boolean answersCount;

    private DatasetRows(Dataset dataset, Measure measure, TaskModel model) {
        this.dataset = dataset;
        this.measure = measure;
        this.tokens = new RowTokens(dataset, model, violations);
        this.rules = new RowRules(model.config().dimensions(), measure.ablation(), violations);
        this.answersCount = dataset.hasAnswers();
    }

    /**
     * The rows of a run.
     *
     * @throws ProblemException INVALID_SPEC with the violations of all rows, up to a hundred
     */
    public static TaskRows of(
            Dataset dataset, Sampling sampling, Measure measure, TaskModel model) {
        return new DatasetRows(dataset, measure, model).rows(sampling);
    }

    private TaskRows rows(Sampling sampling) {
        orThrow(); // without a tokenizer every row would say so
        var sources = withUsableAnswers();
        List<RunRow> rows = new ArrayList<>();
        for (var numbered : sources) {
            if (violations.size() < MOST_VIOLATIONS) {
                tokens.row(numbered.number(), numbered.row(), answersCount).ifPresent(rows::add);
            }
        }
        rows.forEach(rules::check);
        orThrow();
        var validation = validation(rows, sampling);
        var test = rows.stream().filter(row -> row.source().heldOut()).toList();
        rules.checkTogether(validation);
        rules.checkTogether(test);
        checkScored("validation", validation);
        if (!test.isEmpty()) {
            checkScored("test", test);
        }
        orThrow();
        rules.warning(rows).ifPresent(warnings::add);
        return new TaskRows(
                pairs(validation),
                test.isEmpty() ? null : pairs(test),
                new TaskRows.Notes(tokens.prepended(), warnings));
    }

    /** A row with its place in the data set, from 1. */
    private record Numbered(int number, DatasetRow row) {}

    /** Does with answers of several tokens what the data set says, where the metric reads them. */
    private List<Numbered> withUsableAnswers() {
        List<Numbered> all = new ArrayList<>();
        dataset.rows().forEach(row -> all.add(new Numbered(all.size() + 1, row)));
        var several = all.stream().filter(row -> tokens.hasSeveralTokens(row.row())).toList();
        if (several.isEmpty()) {
            return all;
        }
        var examples = several.stream().map(Numbered::number).toList();
        if (dataset.multiTokenAnswers() == MultiTokenAnswers.FIRST_TOKEN) {
            warn(
                    WarningCode.ANSWERS_CUT,
                    RowPlace.rowsHave(several.size())
                            + " answers of several tokens: the first stands for all.",
                    examples);
            return all;
        }
        var kind = WireName.parse(MetricKind.class, measure.metric()).orElseThrow();
        if (!kind.readsAnswers()) {
            warn(
                    WarningCode.ANSWERS_UNUSED,
                    RowPlace.rowsHave(several.size())
                            + " answers of several tokens, which "
                            + measure.metric()
                            + " does not read; metrics that read answers are not evaluated.",
                    examples);
            answersCount = false;
            return all;
        }
        if (dataset.multiTokenAnswers() == MultiTokenAnswers.DROP_ROW) {
            warn(
                    WarningCode.ROWS_DROPPED,
                    RowPlace.rowsHave(several.size())
                            + " answers of several tokens and were left out.",
                    examples);
            return all.stream().filter(row -> !several.contains(row)).toList();
        }
        several.forEach(row -> tokens.rejectAnswer(row.number(), row.row(), measure.metric()));
        return all;
    }

    private void warn(WarningCode code, String detail, List<Integer> rows) {
        warnings.add(new Warning(code, detail, rows));
    }

    private List<RunRow> validation(List<RunRow> rows, Sampling sampling) {
        var all = rows.stream().filter(row -> !row.source().heldOut()).toList();
        if (all.isEmpty()) {
            reject(
                    "#/dataset",
                    "has no row left to run on: those that there are were left out or are held out for test.");
        } else if (sampling.numExamples() > all.size()) {
            reject(
                    "#/num_examples",
                    "must be at most "
                            + all.size()
                            + ", as many rows as the data set has for the run, but is "
                            + sampling.numExamples()
                            + ".");
        }
        long wanted = sampling.numExamples() == ALL ? all.size() : sampling.numExamples();
        var chosen = all.stream().limit(wanted).toList();
        int longest = chosen.stream().mapToInt(row -> row.clean().length).max().orElse(0);
        if (sampling.seqLen() != ALL && sampling.seqLen() != longest) {
            reject(
                    "#/seq_len",
                    "must be "
                            + longest
                            + ", the length of the longest prompt in tokens, but is "
                            + sampling.seqLen()
                            + ". Leave it out.");
        }
        return chosen;
    }

    private void checkScored(String split, List<RunRow> rows) {
        if (rows.stream().allMatch(row -> row.positions().length == 0)) {
            reject(
                    "#/dataset/mask",
                    "leaves nothing scored in any row of the split "
                            + split
                            + ": at least one entry must be true.");
        }
    }

    private void reject(String pointer, String detail) {
        violations.add(new Violation(pointer, detail));
    }

    private void orThrow() {
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INVALID_SPEC,
                    (violations.size() == 1 ? "One rule is" : violations.size() + " rules are")
                            + " broken by the data: see errors.",
                    violations);
        }
    }

    private PromptPairs pairs(List<RunRow> rows) {
        boolean answered = rows.stream().allMatch(row -> row.answers() != null);
        boolean wrong = rows.stream().allMatch(row -> row.wrong() != null);
        boolean corrupted = rows.stream().allMatch(row -> row.corrupted() != null);
        return new PromptPairs(
                matrix(rows.stream().map(RunRow::clean)),
                corrupted ? matrix(rows.stream().map(RunRow::corrupted)) : null,
                new ScoredTokens(
                        matrix(rows.stream().map(RunRow::positions)),
                        answered ? matrix(rows.stream().map(RunRow::answers)) : null,
                        wrong
                                ? rows.stream().map(DatasetRows::everywhere).toArray(int[][][]::new)
                                : null),
                texts(rows));
    }

    /** A row's wrong answers are the same wherever it is scored. */
    private static int[][] everywhere(RunRow row) {
        var wrong = Objects.requireNonNull(row.wrong());
        return Stream.generate(() -> wrong).limit(row.positions().length).toArray(int[][]::new);
    }

    private static int[][] matrix(Stream<int @Nullable []> rows) {
        return rows.map(Objects::requireNonNull).toArray(int[][]::new);
    }

    private static PromptPairs.@Nullable Texts texts(List<RunRow> rows) {
        if (!(rows.get(0).source().clean() instanceof Written.Text)) {
            return null;
        }
        boolean corrupted = rows.get(0).source().corrupted() != null;
        return new PromptPairs.Texts(
                rows.stream().map(row -> text(row.source().clean())).toList(),
                corrupted
                        ? rows.stream().map(row -> text(row.source().corrupted())).toList()
                        : null);
    }

    private static String text(@Nullable Written written) {
        return written instanceof Written.Text text ? text.text() : "";
    }
}

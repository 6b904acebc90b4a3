package dev.circuitry.dataset;

import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.MultiTokenAnswers;
import dev.circuitry.spec.Written;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects rows from anywhere and holds them against each other. For one thread. */
final class DatasetBuilder {
    private final Findings findings;
    private final List<DatasetRow> rows = new ArrayList<>();
    private final Set<Column> given = EnumSet.noneOf(Column.class);
    private int seen;

    DatasetBuilder(Findings findings) {
        this.findings = findings;
    }

    /**
     * What holds for all rows.
     *
     * @param prependBos whether texts begin with the model's token for that, or null where it was
     *     not said
     */
    record Options(@Nullable Boolean prependBos, MultiTokenAnswers multiTokenAnswers) {}

    /**
     * Adds a row.
     *
     * @param places where each value stands
     */
    void add(Map<Column, ? extends @Nullable Object> values, Function<Column, String> places) {
        var cells = new Cells(values, places, findings);
        seen++;
        if (seen == 1) {
            EnumSet.allOf(Column.class).stream().filter(cells::has).forEach(given::add);
        }
        for (Column column : EnumSet.complementOf(EnumSet.of(Column.SPLIT))) {
            if (cells.has(column) != given.contains(column)) {
                cells.reject(
                        column,
                        (cells.has(column) ? "is given here and not" : "is missing here and given")
                                + " in the first row: give it in every row or in none.");
            }
        }
        RowReader.read(cells).ifPresent(rows::add);
    }

    /**
     * The data set.
     *
     * @param whole where it stands, for what is wrong with it as a whole
     * @throws dev.circuitry.problem.ProblemException INVALID_DATASET with everything found
     */
    Dataset build(Options options, String whole) {
        if (seen == 0 && findings.isEmpty()) {
            findings.add(whole, "has no rows: give at least one.");
        }
        findings.orThrow();
        boolean texts = rows.get(0).clean() instanceof Written.Text;
        if (!texts && options.prependBos() != null) {
            findings.add(
                    whole,
                    "has prepend_bos beside tokens, which are run as they are. Leave it out.");
        }
        if (rows.stream().allMatch(DatasetRow::heldOut)) {
            findings.add(
                    whole,
                    "has rows of the split test only: discovery needs at least one that is not.");
        }
        findings.orThrow();
        boolean prepend = texts && !Boolean.FALSE.equals(options.prependBos());
        var unnamed = new Dataset("", rows, prepend, options.multiTokenAnswers());
        return new Dataset(DatasetJson.id(unnamed), rows, prepend, options.multiTokenAnswers());
    }
}

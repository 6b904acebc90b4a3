package dev.circuitry.dataset;

import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.MultiTokenAnswers;
import dev.circuitry.spec.WireName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a data set that was posted as an object of columns. */
public final class PostedDataset {
    static final String PREPEND_BOS = "prepend_bos";
    static final String MULTI_TOKEN_ANSWERS = "multi_token_answers";

    private final Map<?, ?> posted;
    private final String pointer;
    private final Findings findings = new Findings();

    private PostedDataset(Map<?, ?> posted, String pointer) {
        this.posted = posted;
        this.pointer = pointer;
    }

    /**
     * Reads it.
     *
     * @param posted as JSON gives it
     * @param pointer where it stands in the body
     * @throws dev.circuitry.problem.ProblemException INVALID_DATASET with every violation
     */
    public static Dataset read(Map<?, ?> posted, String pointer) {
        return new PostedDataset(posted, pointer).read();
    }

    private Dataset read() {
        rejectUnknown();
        Map<Column, List<?>> columns = columns();
        var options = options();
        findings.orThrow();
        int rows = columns.values().stream().mapToInt(List::size).max().orElse(0);
        var builder = new DatasetBuilder(findings);
        for (int row = 0; row < rows; row++) {
            int index = row;
            Map<Column, @Nullable Object> values = new EnumMap<>(Column.class);
            columns.forEach((column, list) -> values.put(column, list.get(index)));
            builder.add(values, column -> place(column) + "/" + index);
        }
        return builder.build(options, pointer);
    }

    private String place(Column column) {
        return pointer + "/" + column.inObject();
    }

    private Map<Column, List<?>> columns() {
        Map<Column, List<?>> columns = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            var value = posted.get(column.inObject());
            if (value instanceof List<?> list) {
                columns.put(column, list);
            } else if (value != null) {
                findings.add(
                        place(column),
                        "must be a list, one entry a row, but is " + Cells.shown(value) + ".");
            }
        }
        int rows = rows(columns);
        columns.forEach(
                (column, list) -> {
                    if (list.size() != rows) {
                        findings.add(
                                place(column),
                                "has "
                                        + list.size()
                                        + " entries, but there are "
                                        + rows
                                        + " clean prompts: give one a row.");
                    }
                });
        return columns;
    }

    private int rows(Map<Column, List<?>> columns) {
        var clean = columns.get(Column.CLEAN);
        var tokens = columns.get(Column.CLEAN_TOKENS);
        if (clean == null && tokens == null) {
            findings.add(
                    pointer,
                    "needs clean, a list of prompts as text, or clean_tokens, a list of lists of tokens.");
        }
        if (clean != null && tokens != null) {
            findings.add(
                    place(Column.CLEAN_TOKENS),
                    "must be left out beside clean, or the other way round.");
        }
        return clean != null ? clean.size() : tokens == null ? 0 : tokens.size();
    }

    private DatasetBuilder.Options options() {
        return new DatasetBuilder.Options(
                prependBos().orElse(null), multiTokenAnswers().orElse(MultiTokenAnswers.ERROR));
    }

    private Optional<Boolean> prependBos() {
        var value = posted.get(PREPEND_BOS);
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (value != null) {
            findings.add(
                    pointer + "/" + PREPEND_BOS,
                    "must be true or false, but is " + Cells.shown(value) + ".");
        }
        return Optional.empty();
    }

    private Optional<MultiTokenAnswers> multiTokenAnswers() {
        var value = posted.get(MULTI_TOKEN_ANSWERS);
        if (value == null) {
            return Optional.empty();
        }
        var choice = WireName.parse(MultiTokenAnswers.class, value.toString());
        if (choice.isEmpty()) {
            findings.add(
                    pointer + "/" + MULTI_TOKEN_ANSWERS,
                    "must be one of "
                            + String.join(", ", WireName.names(MultiTokenAnswers.class))
                            + ", but is "
                            + Cells.shown(value)
                            + ".");
        }
        return choice;
    }

    private void rejectUnknown() {
        for (Object key : posted.keySet()) {
            var name = String.valueOf(key);
            if (posted.get(key) != null
                    && Column.ofObject(name).isEmpty()
                    && !name.equals(PREPEND_BOS)
                    && !name.equals(MULTI_TOKEN_ANSWERS)) {
                findings.add(
                        pointer,
                        "has the field "
                                + Cells.shown(name)
                                + ", which is none of a data set's: "
                                + String.join(", ", Column.namesInObject())
                                + ", "
                                + PREPEND_BOS
                                + ", "
                                + MULTI_TOKEN_ANSWERS
                                + ".");
            }
        }
    }
}

package dev.circuitry.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads a table with a header: our own columns, or those of EAP-IG, whose {@code correct_idx} and
 * {@code incorrect_idx} are tokens. A cell of tokens, of a mask or of several wrong answers is
 * written as a JSON list. An empty cell is none.
 */
final class CsvRows {
    private static final Map<String, Column> OF_EAP =
            Map.of(
                    "correct_idx",
                    Column.ANSWER_TOKENS,
                    "incorrect_idx",
                    Column.WRONG_ANSWER_TOKENS);

    private final String name;
    private final DatasetBuilder.Options options;
    private final Findings findings = new Findings();
    private final DatasetBuilder builder = new DatasetBuilder(findings);
    private final Map<Column, String> headers = new EnumMap<>(Column.class);
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);
    private final List<String> warnings = new ArrayList<>();
    private int width;

    CsvRows(String name, DatasetBuilder.Options options) {
        this.name = name;
        this.options = options;
    }

    Upload read(String text) {
        var format =
                CSVFormat.RFC4180
                        .builder()
                        .setRecordSeparator('\n')
                        .setIgnoreEmptyLines(true)
                        .get();
        long line = 0;
        try (var parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord row : parser) {
                long first = line + 1;
                line = parser.getCurrentLineNumber();
                if (row.getRecordNumber() == 1) {
                    readHeader(row);
                } else {
                    readRow(row, first);
                }
            }
        } catch (IOException | UncheckedIOException broken) {
            findings.add(name + ", line " + (line + 1), "is no CSV: " + reason(broken) + ".");
        }
        return new Upload(builder.build(options, name), warnings);
    }

    /** The parser's reason, without its class and its own count of lines. */
    private static String reason(Exception broken) {
        var cause = broken.getCause() == null ? broken : broken.getCause();
        var text = String.valueOf(cause.getMessage()).replaceFirst("^\\(startline \\d+\\) ", "");
        return text.startsWith("EOF reached before encapsulated")
                ? "a double quote opens here and is never closed"
                : text.replaceFirst("\\.$", "");
    }

    private void readHeader(CSVRecord header) {
        width = header.size();
        var unread = new TreeSet<String>();
        for (int place = 0; place < header.size(); place++) {
            var title = header.get(place).strip();
            var column = column(title);
            if (column.isEmpty()) {
                unread.add(title);
            } else if (headers.putIfAbsent(column.get(), title) == null) {
                places.put(column.get(), place);
            } else {
                findings.add(
                        name + ", line 1, column " + title,
                        "is there twice, or beside another name for the same.");
            }
        }
        if (!headers.containsKey(Column.CLEAN) && !headers.containsKey(Column.CLEAN_TOKENS)) {
            findings.add(
                    name + ", line 1",
                    "must be a header with a column clean or clean_tokens; the columns are "
                            + String.join(", ", Column.namesInRow())
                            + ".");
            findings.orThrow();
        }
        unread.remove(""); // the row numbers that pandas writes
        if (!unread.isEmpty()) {
            warnings.add("These columns were not read: " + String.join(", ", unread) + ".");
        }
    }

    private static Optional<Column> column(String title) {
        return Column.ofRow(title).or(() -> Optional.ofNullable(OF_EAP.get(title)));
    }

    private void readRow(CSVRecord row, long line) {
        if (row.size() != width) {
            findings.add(
                    name + ", line " + line,
                    "has "
                            + row.size()
                            + " cells, but the header has "
                            + width
                            + ": put text with commas in double quotes.");
            return;
        }
        Map<Column, @Nullable Object> values = new LinkedHashMap<>();
        places.forEach(
                (column, place) -> {
                    var cell = row.get(place);
                    values.put(column, cell.isEmpty() ? null : value(column, cell));
                });
        builder.add(values, column -> name + ", line " + line + ", column " + title(column));
    }

    private String title(Column column) {
        return headers.getOrDefault(column, column.inRow());
    }

    /** Text as it is; numbers and lists as JSON writes them. */
    private static @Nullable Object value(Column column, String cell) {
        boolean text =
                switch (column) {
                    case CLEAN, CORRUPTED, ANSWER, SPLIT -> true;
                    case WRONG_ANSWER -> !cell.startsWith("[");
                    default -> false;
                };
        if (text) {
            return cell;
        }
        try {
            return DatasetFile.JSON.readValue(cell, Object.class);
        } catch (JacksonException other) {
            return cell; // which the reader of the row refuses, with the rule
        }
    }
}

package dev.circuitry.dataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads rows that are JSON objects: one a line, or auto-circuit's list of prompts. */
final class JsonRows {
    /** What auto-circuit keeps beside the prompts for its pictures. */
    private static final Set<String> FOR_PICTURES = Set.of("prompts", "seq_labels", "word_idxs");

    private final String name;
    private final DatasetBuilder.Options options;
    private final Findings findings = new Findings();
    private final DatasetBuilder builder = new DatasetBuilder(findings);
    private final List<String> warnings = new ArrayList<>();

    JsonRows(String name, DatasetBuilder.Options options) {
        this.name = name;
        this.options = options;
    }

    /** An object a line; empty lines are passed over. */
    Upload lines(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                line(line, number);
            }
        }
        return new Upload(builder.build(options, name), warnings);
    }

    private void line(String line, int number) {
        var place = name + ", line " + number;
        try {
            var row = DatasetFile.JSON.readValue(line, Object.class);
            if (row instanceof Map<?, ?> object) {
                builder.add(values(object, place), column -> place + ", column " + column.inRow());
            } else {
                findings.add(place, "must be a JSON object, one row.");
            }
        } catch (JacksonException wrong) {
            findings.add(
                    DatasetFile.place(name, wrong, number - 1),
                    "is not JSON: " + DatasetFile.reason(wrong) + ".");
        }
    }

    private Map<Column, @Nullable Object> values(Map<?, ?> object, String place) {
        Map<Column, @Nullable Object> values = new EnumMap<>(Column.class);
        object.forEach(
                (key, value) -> {
                    var column = Column.ofRow(String.valueOf(key));
                    if (column.isPresent()) {
                        values.put(column.get(), value);
                    } else if (value != null) {
                        findings.add(
                                place,
                                "has the field "
                                        + Cells.shown(String.valueOf(key))
                                        + ", which is none of a row's: "
                                        + String.join(", ", Column.namesInRow())
                                        + ".");
                    }
                });
        return values;
    }

    /** Auto-circuit's file. */
    Upload prompts(Map<?, ?> file) {
        if (file.get("prompts") instanceof List<?> prompts) {
            for (int row = 0; row < prompts.size(); row++) {
                prompt(prompts.get(row), "#/prompts/" + row);
            }
        } else {
            findings.add("#/prompts", "must be a list of objects with clean, corrupt and answers.");
        }
        var unread = new TreeSet<String>();
        file.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !FOR_PICTURES.contains(key))
                .forEach(unread::add);
        if (!unread.isEmpty()) {
            warnings.add("These fields were not read: " + String.join(", ", unread) + ".");
        }
        return new Upload(builder.build(options, name), warnings);
    }

    private void prompt(@Nullable Object prompt, String place) {
        if (!(prompt instanceof Map<?, ?> fields)) {
            findings.add(place, "must be an object with clean, corrupt and answers.");
            return;
        }
        Map<Column, @Nullable Object> values = new EnumMap<>(Column.class);
        put(values, fields.get("clean"), Column.CLEAN, Column.CLEAN_TOKENS);
        put(values, fields.get("corrupt"), Column.CORRUPTED, Column.CORRUPTED_TOKENS);
        if (fields.get("answers") instanceof List<?> answers) {
            if (answers.size() == 1) {
                put(values, answers.get(0), Column.ANSWER, Column.ANSWER_TOKENS);
            } else {
                findings.add(
                        place + "/answers",
                        "has "
                                + answers.size()
                                + " right answers: metrics here read one a row. Keep one.");
            }
        }
        if (fields.get("wrong_answers") instanceof List<?> wrong && !wrong.isEmpty()) {
            boolean texts = wrong.get(0) instanceof String;
            values.put(texts ? Column.WRONG_ANSWER : Column.WRONG_ANSWER_TOKENS, wrong);
        }
        builder.add(values, places(place));
    }

    private static void put(
            Map<Column, @Nullable Object> values,
            @Nullable Object value,
            Column text,
            Column tokens) {
        values.put(value instanceof List<?> || value instanceof Integer ? tokens : text, value);
    }

    private static Function<Column, String> places(String place) {
        return column ->
                place
                        + "/"
                        + switch (column) {
                            case CLEAN, CLEAN_TOKENS -> "clean";
                            case CORRUPTED, CORRUPTED_TOKENS -> "corrupt";
                            case ANSWER, ANSWER_TOKENS -> "answers";
                            default -> "wrong_answers";
                        };
    }
}

package dev.circuitry.dataset;

import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.Written;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A data set as JSON: the one way to write it, which is stored and hashed. */
final class DatasetJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DatasetJson() {}

    /** Its fields in the order of the contract; columns that it doesn't have are left out. */
    static String write(Dataset dataset) {
        return JSON.writeValueAsString(fields(dataset));
    }

    /** What {@link #write} wrote. */
    static Dataset read(String json) {
        return PostedDataset.read(JSON.readValue(json, Map.class), "#");
    }

    /** SHA-256 of {@link #write}, lower-case hex. */
    static String id(Dataset dataset) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(write(dataset).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Map<String, Object> fields(Dataset dataset) {
        Map<String, Object> fields = new LinkedHashMap<>();
        var rows = dataset.rows();
        putWritten(fields, Column.CLEAN, Column.CLEAN_TOKENS, rows, DatasetRow::clean);
        putWritten(fields, Column.CORRUPTED, Column.CORRUPTED_TOKENS, rows, DatasetRow::corrupted);
        putAnswers(fields, rows);
        putWrongAnswers(fields, rows);
        put(fields, Column.POSITION, rows, row -> row.places().position());
        put(fields, Column.MASK, rows, row -> row.places().mask());
        if (dataset.heldOut() > 0) {
            put(fields, Column.SPLIT, rows, row -> row.heldOut() ? "test" : "validation");
        }
        if (rows.get(0).clean() instanceof Written.Text) {
            fields.put(PostedDataset.PREPEND_BOS, dataset.prependBos());
        }
        fields.put(PostedDataset.MULTI_TOKEN_ANSWERS, dataset.multiTokenAnswers().wireName());
        return fields;
    }

    private static void putWritten(
            Map<String, Object> fields,
            Column text,
            Column tokens,
            List<DatasetRow> rows,
            Function<DatasetRow, @Nullable Written> value) {
        boolean texts = value.apply(rows.get(0)) instanceof Written.Text;
        put(fields, texts ? text : tokens, rows, row -> plain(value.apply(row)));
    }

    /** Answers of one token are written as that token, except beside a mask. */
    private static void putAnswers(Map<String, Object> fields, List<DatasetRow> rows) {
        boolean texts = rows.get(0).answers().right() instanceof Written.Text;
        put(
                fields,
                texts ? Column.ANSWER : Column.ANSWER_TOKENS,
                rows,
                row ->
                        row.answers().right() instanceof Written.Tokens tokens
                                        && tokens.ids().length == 1
                                        && row.places().mask() == null
                                ? (Object) tokens.ids()[0]
                                : plain(row.answers().right()));
    }

    private static void putWrongAnswers(Map<String, Object> fields, List<DatasetRow> rows) {
        List<Written> first = rows.get(0).answers().wrong();
        if (first.isEmpty()) {
            return;
        }
        boolean texts = first.get(0) instanceof Written.Text;
        put(
                fields,
                texts ? Column.WRONG_ANSWER : Column.WRONG_ANSWER_TOKENS,
                rows,
                row ->
                        row.answers().wrong().stream()
                                .map(
                                        wrong ->
                                                wrong instanceof Written.Tokens tokens
                                                        ? (Object) tokens.ids()[0]
                                                        : plain(wrong))
                                .toList());
    }

    private static void put(
            Map<String, Object> fields,
            Column column,
            List<DatasetRow> rows,
            Function<DatasetRow, @Nullable Object> value) {
        if (value.apply(rows.get(0)) != null) {
            fields.put(column.inObject(), rows.stream().map(value).toList());
        }
    }

    private static @Nullable Object plain(@Nullable Written written) {
        if (written instanceof Written.Text text) {
            return text.text();
        }
        return written instanceof Written.Tokens tokens ? tokens.ids() : null;
    }
}

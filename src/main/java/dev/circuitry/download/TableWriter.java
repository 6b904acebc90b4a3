package dev.circuitry.download;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a table as its rows come, in UTF-8; numbers in full, cells without a value empty. Close it
 * to flush; the stream stays open.
 */
public final class TableWriter implements AutoCloseable {
    private static final JsonMapper JSON = WireJson.mapper();

    private final TableFormat format;
    private final Writer out;

    /** Writes the header, where the format has one. */
    public TableWriter(TableFormat format, List<String> columns, OutputStream stream) {
        this.format = format;
        this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        if (format == TableFormat.CSV) {
            line(String.join(",", columns));
        }
    }

    /** Writes a row. */
    public void write(TableRow row) {
        line(
                format == TableFormat.NDJSON
                        ? JSON.writeValueAsString(row)
                        : row.cells().stream()
                                .map(TableWriter::cell)
                                .collect(Collectors.joining(",")));
    }

    private void line(String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String cell(@Nullable Object value) {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return "";
        }
        var text = value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}

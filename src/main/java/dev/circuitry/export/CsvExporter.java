package dev.circuitry.export;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table with one row an edge (RFC 4180, lines ended by a line feed), which {@code
 * networkx.from_pandas_edgelist} takes as it is. A cell without a value is empty.
 */
final class CsvExporter implements CircuitExporter {
    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out)
            throws IOException {
        Stream<String> rows =
                options.view() == ExportOptions.View.COMPONENTS
                        ? components(ComponentView.of(document))
                        : edges(document);
        for (String row : (Iterable<String>) rows::iterator) {
            out.write(row);
            out.write('\n');
        }
    }

    private static Stream<String> edges(CircuitDocument document) {
        return Stream.concat(
                Stream.of("source,target,source_label,target_label,type,tested,effect"),
                document.circuit()
                        .edges()
                        .map(
                                edge ->
                                        row(
                                                edge.sender().name(),
                                                edge.receiver().name(),
                                                edge.sender().label(),
                                                edge.receiver().label(),
                                                edge.type().wireName(),
                                                document.isTested(edge),
                                                document.effect(edge))));
    }

    private static Stream<String> components(ComponentView view) {
        return Stream.concat(
                Stream.of("source,target,channel,effect"),
                view.edges().stream()
                        .map(
                                edge ->
                                        row(
                                                edge.source(),
                                                edge.target(),
                                                edge.channel(),
                                                edge.effect())));
    }

    private static String row(@Nullable Object... cells) {
        return Arrays.stream(cells).map(CsvExporter::cell).collect(Collectors.joining(","));
    }

    private static String cell(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        return text.contains(",") ? '"' + text + '"' : text;
    }
}

package dev.circuitry.export;

import dev.circuitry.spec.WireName;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The forms in which a circuit is written for other tools. All are text in UTF-8. */
public enum GraphFormat implements WireName {
    /** Node-link JSON, as networkx reads it. */
    JSON("application/json", "json"),
    /** For Graphviz. */
    DOT("text/vnd.graphviz", "dot"),
    GRAPHML("application/graphml+xml", "graphml"),
    /** The Trivial Graph Format. */
    TGF("text/vnd.tgf", "tgf"),
    /** A table with one row an edge. */
    CSV("text/csv", "csv"),
    /** What EAP-IG's {@code Graph.from_json} reads. */
    EAP("application/vnd.eap+json", "eap.json"),
    /** The rows of the reference's {@code save_subgraph}. */
    SUBGRAPH("application/vnd.acdc-subgraph+json", "subgraph.json");

    private final String mediaType;
    private final String extension;

    GraphFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** Without parameters: {@code text/csv}. */
    public String mediaType() {
        return mediaType;
    }

    /** For file names, without a dot. */
    public String extension() {
        return extension;
    }

    /** Whether the form has {@code view=components}: {@code subgraph} has not. */
    public boolean hasComponentView() {
        return this != SUBGRAPH;
    }

    /**
     * Writes a document as text.
     *
     * @param out left open, flushed
     * @throws IllegalArgumentException for {@code eap} where the attribute {@code d_model} is
     *     missing
     */
    public void write(CircuitDocument document, ExportOptions options, Writer out)
            throws IOException {
        exporter().write(document, options, out);
        out.flush();
    }

    /** The same in UTF-8; the stream is flushed and left open. */
    public void write(CircuitDocument document, ExportOptions options, OutputStream out)
            throws IOException {
        write(
                document,
                options,
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    }

    private CircuitExporter exporter() {
        return switch (this) {
            case JSON -> new NodeLinkExporter();
            case DOT -> new DotExporter();
            case GRAPHML -> new GraphMlExporter();
            case TGF -> new TgfExporter();
            case CSV -> new CsvExporter();
            case EAP -> new EapExporter();
            case SUBGRAPH -> new SubgraphExporter();
        };
    }
}

package dev.circuitry.export;

import dev.circuitry.graph.Node;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;

/**
 * The keys of the reference's {@code save_subgraph}, in its order: {@code [child, [null, null, 6],
 * parent, [null]]}, placeholders included. What a view leaves out is written all the same.
 */
final class SubgraphExporter implements CircuitExporter {
    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out) {
        try (JsonGenerator json = JsonText.generator(out)) {
            json.writeStartArray();
            document.circuit()
                    .edges()
                    .forEach(
                            edge -> {
                                json.writeStartArray();
                                writeNode(json, edge.receiver());
                                writeNode(json, edge.sender());
                                json.writeEndArray();
                            });
            json.writeEndArray();
        }
    }

    private static void writeNode(JsonGenerator json, Node node) {
        json.writeString(node.hookPoint());
        json.writeStartArray();
        json.writeNull();
        if (node.isHead()) {
            json.writeNull();
            json.writeNumber(node.head());
        }
        json.writeEndArray();
    }
}

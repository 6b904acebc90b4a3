package dev.circuitry.export;

import dev.circuitry.graph.MlpPlacement;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;

/**
 * The graph JSON of EAP-IG (Hanna et al. 2024, {@code Graph.to_json}): every edge of the graph with
 * {@code in_graph} and {@code score}, in its order and under its names. An edge without an effect
 * has the score 0, as there. What several query heads share is written for each of them, as EAP-IG
 * runs such models. Its graph has an MLP in every layer; those of a model without any are not
 * listed, and its reader leaves them out of the circuit.
 */
final class EapExporter implements CircuitExporter {
    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out) {
        var graph = new EapGraph(document);
        try (JsonGenerator json = JsonText.generator(out)) {
            json.writeStartObject();
            writeConfig(json, document);
            json.writeObjectPropertyStart("nodes");
            graph.nodes()
                    .forEach(
                            (name, inGraph) -> {
                                json.writeObjectPropertyStart(name);
                                json.writeBooleanProperty("in_graph", inGraph);
                                json.writeEndObject();
                            });
            json.writeEndObject();
            json.writeObjectPropertyStart("edges");
            for (EapGraph.Entry edge : graph.edges()) {
                json.writeObjectPropertyStart(edge.name());
                json.writeNumberProperty("score", edge.score());
                json.writeBooleanProperty("in_graph", edge.inGraph());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void writeConfig(JsonGenerator json, CircuitDocument document) {
        var shape = document.circuit().graph().shape();
        json.writeObjectPropertyStart("cfg");
        json.writeNumberProperty("n_layers", shape.layers());
        json.writeNumberProperty("n_heads", shape.heads());
        json.writeBooleanProperty("parallel_attn_mlp", shape.mlp() == MlpPlacement.PARALLEL);
        json.writeNumberProperty("d_model", width(document));
        json.writeEndObject();
    }

    private static int width(CircuitDocument document) {
        if (document.attributes().get(CircuitDocument.D_MODEL) instanceof Number width) {
            return width.intValue();
        }
        throw new IllegalArgumentException(
                "the eap format needs the attribute " + CircuitDocument.D_MODEL);
    }
}

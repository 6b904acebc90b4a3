package dev.circuitry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.testing.SampleCircuits;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EapExporterTest {
    @Test
    void listsEveryEdgeOfTheGraphAsEapIgNamesIt() throws IOException {
        for (MlpPlacement mlp : List.of(MlpPlacement.SEQUENTIAL, MlpPlacement.PARALLEL)) {
            var graph = new ComputationalGraph(new GraphShape(3, 2, 2, mlp, false));
            var eap = written(document(graph, graph.edges()));

            assertThat(eap.get("edges").propertyNames()).containsExactlyElementsOf(edges(mlp));
            assertThat(eap.get("edges").values())
                    .allMatch(edge -> edge.get("in_graph").asBoolean())
                    .allMatch(edge -> edge.get("score").asDouble() == 0);
            assertThat(eap.get("nodes").values())
                    .allMatch(node -> node.get("in_graph").asBoolean());
            assertThat(eap.get("cfg").toString())
                    .isEqualTo(
                            "{\"n_layers\":3,\"n_heads\":2,\"parallel_attn_mlp\":"
                                    + (mlp == MlpPlacement.PARALLEL)
                                    + ",\"d_model\":8}");
        }
    }

    @Test
    void hasAnEdgeIntoAHeadOnlyWhereItsChannelIsReadOn() throws IOException {
        var graph = SampleCircuits.TRACR_REVERSE;
        var input = "blocks.1.hook_q_input[:, :, 0]";
        var addition = SampleCircuits.edge(graph, "hook_pos_embed[:]", input);
        var direct = SampleCircuits.edge(graph, input, "blocks.1.attn.hook_q[:, :, 0]");
        var name = "input->a1.h0<q>";

        assertThat(isIn(written(document(graph, List.of(addition, direct))), name)).isTrue();
        assertThat(isIn(written(document(graph, List.of(addition))), name)).isFalse();
        assertThat(isIn(written(document(graph, List.of(direct))), name)).isFalse();
    }

    @Test
    void takesTheLargerEffectOfASplitEmbedding() throws IOException {
        var graph = SampleCircuits.TRACR_REVERSE;
        var token = SampleCircuits.edge(graph, "hook_embed[:]", "blocks.1.hook_mlp_in[:]");
        var position = SampleCircuits.edge(graph, "hook_pos_embed[:]", "blocks.1.hook_mlp_in[:]");
        var document =
                CircuitDocument.ofRun(
                        Map.of("d_model", 8),
                        Circuit.of(graph, List.of(token, position)),
                        Map.of(token, 0.25, position, -0.5));

        var edge = written(document).get("edges").get("input->m1");

        assertThat(edge.get("score").asDouble()).isEqualTo(-0.5);
        assertThat(edge.get("in_graph").asBoolean()).isTrue();
    }

    @Test
    void writesSharedKeysForEveryQueryHeadThatIsOfUse() throws IOException {
        var graph = new ComputationalGraph(new GraphShape(1, 4, 2, MlpPlacement.NONE, false));
        var input = "blocks.0.hook_k_input[:, :, 1]";
        var key = "blocks.0.attn.hook_k[:, :, 1]";
        var head = "blocks.0.attn.hook_result[:, :, 3]";
        var document =
                document(
                        graph,
                        List.of(
                                SampleCircuits.edge(graph, "blocks.0.hook_resid_pre[:]", input),
                                SampleCircuits.edge(graph, input, key),
                                SampleCircuits.edge(graph, key, head),
                                SampleCircuits.edge(graph, head, "blocks.0.hook_resid_post[:]")));

        var eap = written(document);

        assertThat(isIn(eap, "input->a0.h3<k>")).isTrue();
        assertThat(isIn(eap, "input->a0.h2<k>")).isFalse();
        assertThat(isIn(eap, "a0.h3->logits")).isTrue();
        assertThat(eap.get("nodes").propertyNames())
                .containsExactly("input", "a0.h0", "a0.h1", "a0.h2", "a0.h3", "logits");
    }

    @Test
    void needsTheWidthOfTheModel() {
        var document = CircuitDocument.ofKnown(Map.of(), SampleCircuits.ONE_HEAD.full());

        assertThatIllegalArgumentException().isThrownBy(() -> written(document));
    }

    /** What {@code Graph.from_model} builds for three layers of two heads. */
    private static List<String> edges(MlpPlacement mlp) {
        List<String> edges = new ArrayList<>();
        List<String> residual = new ArrayList<>(List.of("input"));
        for (int layer = 0; layer < 3; layer++) {
            var heads = List.of("a" + layer + ".h0", "a" + layer + ".h1");
            var readers = new ArrayList<String>();
            heads.forEach(
                    head -> List.of("q", "k", "v").forEach(c -> readers.add(head + "<" + c + ">")));
            if (mlp == MlpPlacement.PARALLEL) {
                readers.add("m" + layer);
            }
            residual.forEach(
                    sender -> readers.forEach(reader -> edges.add(sender + "->" + reader)));
            residual.addAll(heads);
            if (mlp == MlpPlacement.SEQUENTIAL) {
                var own = "->m" + layer;
                residual.forEach(sender -> edges.add(sender + own));
            }
            residual.add("m" + layer);
        }
        residual.forEach(sender -> edges.add(sender + "->logits"));
        return edges;
    }

    private static CircuitDocument document(ComputationalGraph graph, List<Edge> edges) {
        return CircuitDocument.ofRun(Map.of("d_model", 8), Circuit.of(graph, edges), Map.of());
    }

    private static boolean isIn(JsonNode eap, String edge) {
        return eap.get("edges").get(edge).get("in_graph").asBoolean();
    }

    private static JsonNode written(CircuitDocument document) throws IOException {
        var out = new StringWriter();
        GraphFormat.EAP.write(document, ExportOptions.DEFAULT, out);
        return JsonMapper.shared().readTree(out.toString());
    }
}

package dev.circuitry.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.testing.SampleCircuits;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Every edge of GPT-2 small, each with an effect where it is tested, in every text format. */
class WholeGraphTest {
    private static final int COUNTED = 32_923;
    private static final int EDGES = SampleCircuits.GPT2.edges().size();
    private static final CircuitDocument DOCUMENT = document();

    private static CircuitDocument document() {
        Map<Edge, Double> effects = new LinkedHashMap<>();
        for (Edge edge : SampleCircuits.GPT2.edges()) {
            if (edge.type().isMeasured()) {
                effects.put(edge, 1.0 / (1 + effects.size()));
            }
        }
        return CircuitDocument.ofRun(
                Map.of("task", "all", "d_model", 768), SampleCircuits.GPT2.full(), effects);
    }

    private static String written(GraphFormat format) throws IOException {
        var out = new StringWriter();
        format.write(DOCUMENT, ExportOptions.DEFAULT, out);
        return out.toString();
    }

    @Test
    void jsonAndSubgraphReadBackAsTheSameCircuit() throws IOException {
        assertThat(DOCUMENT.circuit().size()).isEqualTo(COUNTED);

        for (var format : new GraphFormat[] {GraphFormat.JSON, GraphFormat.SUBGRAPH}) {
            assertThat(SubgraphReaderTest.read(SampleCircuits.GPT2, written(format)))
                    .isEqualTo(DOCUMENT.circuit());
        }
    }

    @Test
    void csvHasALineAnEdge() throws IOException {
        var lines = written(GraphFormat.CSV).lines().toList();

        assertThat(lines).hasSize(EDGES + 1).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.contains("," + "true,"))).hasSize(COUNTED);
    }

    @Test
    void graphMlHasEveryEdge() throws Exception {
        var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var xml = parser.parse(new InputSource(new StringReader(written(GraphFormat.GRAPHML))));

        assertThat(xml.getElementsByTagName("edge").getLength()).isEqualTo(EDGES);
    }

    @Test
    void eapHasAnEdgeForEveryReader() throws IOException {
        var eap = JsonText.MAPPER.readTree(written(GraphFormat.EAP));

        // the reference's channel edges are part of the edges that lead into a head's inputs
        long between =
                SampleCircuits.GPT2.edges().stream()
                        .filter(edge -> edge.type() == EdgeType.ADDITION)
                        .count();
        assertThat(eap.path("edges").size()).isEqualTo((int) between);
        assertThat(eap.path("edges").values()).allMatch(edge -> edge.path("in_graph").asBoolean());
    }

    @Test
    void dotAndTgfShowEveryTestedEdge() throws IOException {
        assertThat(written(GraphFormat.DOT).lines().filter(line -> line.contains(" -> ")))
                .hasSizeGreaterThanOrEqualTo(COUNTED - 432 * 2);
        var tgf = written(GraphFormat.TGF);
        var edges = tgf.substring(tgf.indexOf("#\n") + 2).lines().toList();
        assertThat(edges).doesNotHaveDuplicates().hasSizeGreaterThan(32_000);
    }
}

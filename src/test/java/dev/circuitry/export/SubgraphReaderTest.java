package dev.circuitry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.graph.SubgraphReader;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.testing.SampleCircuits;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubgraphReaderTest {
    private static final SubgraphReader READER = new SubgraphReader(SampleCircuits.TRACR_REVERSE);

    @Test
    void whatWasExportedIsReadAsTheSameCircuit() throws IOException {
        var grouped = new ComputationalGraph(new GraphShape(2, 4, 2, MlpPlacement.PARALLEL, false));
        for (ComputationalGraph graph :
                List.of(SampleCircuits.TRACR_REVERSE, SampleCircuits.GPT2, grouped)) {
            for (int seed = 0; seed < 5; seed++) {
                var document = SampleCircuits.random(graph, 20 + 3 * seed, seed);
                for (GraphFormat format : List.of(GraphFormat.JSON, GraphFormat.SUBGRAPH)) {
                    var out = new StringWriter();
                    format.write(document, ExportOptions.DEFAULT, out);

                    assertThat(read(graph, out.toString()))
                            .as("%s of %s, seed %s", format, graph.shape(), seed)
                            .isEqualTo(document.circuit());
                }
            }
        }
    }

    @Test
    void takesTheOlderNameOfAnMlpsInput() {
        var row = row("blocks.1.hook_resid_mid", whole(), "blocks.0.hook_mlp_out", whole());

        assertThat(READER.fromRows(List.of(row), "#/circuit").edges())
                .containsExactly(
                        SampleCircuits.edge(
                                SampleCircuits.TRACR_REVERSE,
                                "blocks.0.hook_mlp_out[:]",
                                "blocks.1.hook_mlp_in[:]"));
    }

    @Test
    void namesEveryRowThatIsNotAnEdge() {
        var good = row("blocks.1.hook_mlp_in", whole(), "hook_embed", whole());
        var cutShort = List.of("blocks.1.hook_mlp_in", whole());
        var unknown = row("blocks.9.hook_mlp_in", whole(), "hook_embed", whole());
        var upwards = row("blocks.0.hook_mlp_in", whole(), "blocks.2.hook_mlp_out", whole());
        List<Object> rows = new ArrayList<>(List.of(good, cutShort, unknown, upwards));
        rows.add(null);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> READER.fromRows(rows, "#/circuit"))
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_SPEC);
                            assertThat(problem.violations())
                                    .extracting(Violation::pointer)
                                    .containsExactly(
                                            "#/circuit/1",
                                            "#/circuit/2",
                                            "#/circuit/3",
                                            "#/circuit/4");
                            assertThat(problem.violations().get(1).detail())
                                    .contains("blocks.9.hook_mlp_in[:]");
                        });
    }

    @Test
    void saysWhereANodeLinkObjectIsWrong() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                READER.fromNodeLink(
                                        Map.of("edges", List.of(Map.of("source", "hook_embed[:]"))),
                                        "#"))
                .satisfies(
                        problem ->
                                assertThat(problem.violations())
                                        .extracting(Violation::pointer)
                                        .containsExactly("#/edges/0"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> READER.fromNodeLink(Map.of("nodes", List.of()), "#"));
    }

    /** The circuit of a text in either form. */
    static Circuit read(ComputationalGraph graph, String json) {
        var reader = new SubgraphReader(graph);
        var value = JsonText.MAPPER.readValue(json, Object.class);
        return value instanceof Map<?, ?> object
                ? reader.fromNodeLink(object, "#")
                : reader.fromRows((List<?>) value, "#");
    }

    private static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }

    private static List<Object> whole() {
        return Arrays.asList((Object) null);
    }
}

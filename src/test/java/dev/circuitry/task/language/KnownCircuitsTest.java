package dev.circuitry.task.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.graph.Node;
import dev.circuitry.task.Task;
import dev.circuitry.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Known circuits against those of the reference and of the fork, edge by edge where recorded. */
class KnownCircuitsTest {
    private static final ComputationalGraph GPT2 = new ComputationalGraph(Gpt2Task.SHAPE);

    private static Circuit known(Task task) {
        return task.knownCircuit(new ComputationalGraph(task.defaultShape().orElseThrow()))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"ioi_true_edges.json, ioi, 1041", "greaterthan_true_edges.json, greaterthan, 262"})
    void hasEveryRecordedEdgeAndNoOther(String file, String name, int counted) {
        var circuit = known(name.equals("ioi") ? new Ioi() : new GreaterThan());
        Set<String> wanted = new TreeSet<>();
        Golden.json("circuits/" + file).forEach(edge -> wanted.add(recorded(edge)));
        Set<String> edges =
                circuit.edges()
                        .map(edge -> edge.receiver() + " <- " + edge.sender())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(edges).isEqualTo(wanted);
        assertThat(circuit.size()).isEqualTo(counted);
    }

    private static String recorded(JsonNode edge) {
        return name(edge.get(0), edge.get(1)) + " <- " + name(edge.get(2), edge.get(3));
    }

    private static String name(JsonNode hook, JsonNode index) {
        return hook.asString()
                + (index.size() == 1 ? "[:]" : "[:, :, " + index.get(2).asInt() + "]");
    }

    @Test
    void docstringsCircuitHas37Edges() {
        assertThat(known(new Docstring()).size()).isEqualTo(37);
    }

    @Test
    void kbicrsCircuitHas965EdgesAnd90Placeholders() {
        var circuit = known(new Kbicr());
        assertThat(circuit.size()).isEqualTo(965);
        assertThat(circuit.edges().count()).isEqualTo(1055);
    }

    @Test
    void kbicrsFirstVersionHas520Edges() {
        assertThat(KbicrHeads.FIRST.in(GPT2).size()).isEqualTo(520);
    }

    @Test
    void aHeadInTwoGroupsHasTheColourOfTheLater() {
        var of11Dot6 =
                new Kbicr()
                        .groups().stream()
                                .filter(group -> group.components().contains("a11.6"))
                                .toList();
        assertThat(of11Dot6).hasSize(1);
        assertThat(of11Dot6.get(0).name()).isEqualTo("negative name mover");
    }

    @Test
    void theReferencesOwnMasksLeave41Edges() {
        var graph = new ComputationalGraph(new GraphShape(2, 8, 8, MlpPlacement.NONE, false));
        List<Node> masked = new ArrayList<>();
        for (int head = 0; head < 8; head++) {
            for (String channel :
                    List.of("0.attn.hook_q", "0.attn.hook_k", "1.attn.hook_q", "1.attn.hook_k")) {
                masked.add(node(graph, channel, head));
            }
        }
        List.of(1, 2, 3, 4).forEach(head -> masked.add(node(graph, "0.attn.hook_v", head)));
        List.of(0, 1, 2, 6).forEach(head -> masked.add(node(graph, "1.attn.hook_v", head)));
        assertThat(masked).hasSize(40);
        assertThat(MaskedNodes.circuit(graph, masked).size()).isEqualTo(41);
    }

    private static Node node(ComputationalGraph graph, String hook, int head) {
        return graph.node("blocks." + hook + "[:, :, " + head + "]").orElseThrow();
    }

    @Test
    void anotherModelsGraphHasNoKnownCircuit() {
        var parallel =
                new ComputationalGraph(new GraphShape(12, 12, 12, MlpPlacement.PARALLEL, false));
        assertThat(new Ioi().knownCircuit(parallel)).isEmpty();
        assertThat(new Docstring().knownCircuit(GPT2)).isEmpty();
    }
}

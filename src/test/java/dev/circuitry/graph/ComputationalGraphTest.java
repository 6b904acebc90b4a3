package dev.circuitry.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputationalGraphTest {
    private static final GraphShape TWO_LAYERS =
            new GraphShape(2, 2, 2, MlpPlacement.SEQUENTIAL, false);

    /**
     * The reference's counts: gpt2-small, redwood_attn_2l, attn-only-4l, tracr-reverse,
     * tracr-proportion, or_gate.
     */
    @ParameterizedTest
    @CsvSource({
        "12, 12, SEQUENTIAL, false, 1034, 32491, 432, 444, 32923",
        " 2,  8, NONE,       false,  114,   257,  48,  48,   305",
        " 4,  8, NONE,       false,  226,  1281,  96,  96,  1377",
        " 4,  1, SEQUENTIAL, true,    39,    94,  12,  16,   106",
        " 4,  1, SEQUENTIAL, false,   38,    77,  12,  16,    89",
        " 2,  1, SEQUENTIAL, true,    21,    32,   6,   8,    38",
        " 2,  1, SEQUENTIAL, false,   20,    23,   6,   8,    29",
        " 1,  2, SEQUENTIAL, false,   18,    13,   6,   7,    19"
    })
    void countsAreTheReferences(
            int layers,
            int heads,
            MlpPlacement mlp,
            boolean split,
            int nodes,
            int addition,
            int direct,
            int placeholder,
            int counted) {
        var graph = new ComputationalGraph(new GraphShape(layers, heads, heads, mlp, split));
        assertThat(graph.nodes()).hasSize(nodes);
        assertThat(edges(graph, EdgeType.ADDITION)).hasSize(addition);
        assertThat(edges(graph, EdgeType.DIRECT)).hasSize(direct);
        assertThat(edges(graph, EdgeType.PLACEHOLDER)).hasSize(placeholder);
        assertThat(graph.full().size()).isEqualTo(counted);
        assertThat(graph.empty().size()).isZero();
    }

    @Test
    void savedEdgesAreGroupedByTheReceiversHookPoints() {
        var receivers =
                new ComputationalGraph(TWO_LAYERS)
                        .edges().stream().map(edge -> edge.receiver().hookPoint()).distinct();
        assertThat(receivers)
                .containsExactly(
                        "blocks.1.hook_resid_post",
                        "blocks.1.hook_mlp_out",
                        "blocks.1.hook_mlp_in",
                        "blocks.1.attn.hook_result",
                        "blocks.1.attn.hook_q",
                        "blocks.1.attn.hook_k",
                        "blocks.1.attn.hook_v",
                        "blocks.1.hook_q_input",
                        "blocks.1.hook_k_input",
                        "blocks.1.hook_v_input",
                        "blocks.0.hook_mlp_out",
                        "blocks.0.hook_mlp_in",
                        "blocks.0.attn.hook_result",
                        "blocks.0.attn.hook_q",
                        "blocks.0.attn.hook_k",
                        "blocks.0.attn.hook_v",
                        "blocks.0.hook_q_input",
                        "blocks.0.hook_k_input",
                        "blocks.0.hook_v_input");
    }

    @Test
    void sendersAreStoredFromTheOutputSideAndTheLastHead() {
        var graph = new ComputationalGraph(new GraphShape(2, 2, 2, MlpPlacement.SEQUENTIAL, true));
        assertThat(senders(graph, "blocks.1.hook_mlp_in[:]"))
                .containsExactly(
                        "blocks.1.attn.hook_result[:, :, 1]",
                        "blocks.1.attn.hook_result[:, :, 0]",
                        "blocks.0.hook_mlp_out[:]",
                        "blocks.0.attn.hook_result[:, :, 1]",
                        "blocks.0.attn.hook_result[:, :, 0]",
                        "hook_embed[:]",
                        "hook_pos_embed[:]");
        assertThat(senders(graph, "blocks.0.hook_q_input[:, :, 1]"))
                .containsExactly("hook_embed[:]", "hook_pos_embed[:]");
        assertThat(senders(graph, "blocks.1.attn.hook_result[:, :, 0]"))
                .containsExactly(
                        "blocks.1.attn.hook_q[:, :, 0]",
                        "blocks.1.attn.hook_k[:, :, 0]",
                        "blocks.1.attn.hook_v[:, :, 0]");
    }

    @Test
    void receiversAreVisitedAsTheReferenceDoes() {
        var graph = new ComputationalGraph(new GraphShape(1, 2, 2, MlpPlacement.SEQUENTIAL, true));
        assertThat(graph.fromOutputToInput().stream().map(Node::name))
                .containsExactly(
                        "blocks.0.hook_resid_post[:]",
                        "blocks.0.hook_mlp_out[:]",
                        "blocks.0.hook_mlp_in[:]",
                        "blocks.0.attn.hook_result[:, :, 1]",
                        "blocks.0.attn.hook_result[:, :, 0]",
                        "blocks.0.attn.hook_v[:, :, 1]",
                        "blocks.0.attn.hook_v[:, :, 0]",
                        "blocks.0.attn.hook_k[:, :, 1]",
                        "blocks.0.attn.hook_k[:, :, 0]",
                        "blocks.0.attn.hook_q[:, :, 1]",
                        "blocks.0.attn.hook_q[:, :, 0]",
                        "blocks.0.hook_v_input[:, :, 1]",
                        "blocks.0.hook_v_input[:, :, 0]",
                        "blocks.0.hook_k_input[:, :, 1]",
                        "blocks.0.hook_k_input[:, :, 0]",
                        "blocks.0.hook_q_input[:, :, 1]",
                        "blocks.0.hook_q_input[:, :, 0]",
                        "hook_pos_embed[:]",
                        "hook_embed[:]");
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 2, SEQUENTIAL", "3, 4, 2, PARALLEL", "2, 4, 1, NONE"})
    void everyReceiverIsVisitedBeforeItsSenders(
            int layers, int heads, int groups, MlpPlacement mlp) {
        var graph = new ComputationalGraph(new GraphShape(layers, heads, groups, mlp, false));
        List<Node> visited = new ArrayList<>();
        for (Node node : graph.fromOutputToInput()) {
            assertThat(graph.outputsOf(node)).allMatch(edge -> visited.contains(edge.receiver()));
            visited.add(node);
        }
        assertThat(new HashSet<>(visited)).hasSize((int) graph.nodes().count());
    }

    @Test
    void groupedKeysAreReadByEveryHeadOfTheirGroup() {
        var graph = new ComputationalGraph(new GraphShape(1, 4, 2, MlpPlacement.NONE, false));
        var key = graph.node("blocks.0.attn.hook_k[:, :, 1]").orElseThrow();
        assertThat(graph.outputsOf(key).stream().map(edge -> edge.receiver().head()))
                .containsExactly(3, 2);
        assertThat(graph.nodes().filter(node -> node.kind() == NodeKind.K)).hasSize(2);
        assertThat(key.label()).isEqualTo("a0.kv1");
    }

    @Test
    void headsDoNotFeedAParallelMlpOfTheirLayer() {
        var graph = new ComputationalGraph(new GraphShape(2, 1, 1, MlpPlacement.PARALLEL, false));
        assertThat(senders(graph, "blocks.1.hook_mlp_in[:]"))
                .containsExactly(
                        "blocks.0.hook_mlp_out[:]",
                        "blocks.0.attn.hook_result[:, :, 0]",
                        "blocks.0.hook_resid_pre[:]");
    }

    @Test
    void refusesKeyHeadsThatDoNotDivideTheHeads() {
        assertThatThrownBy(() -> new GraphShape(1, 4, 3, MlpPlacement.NONE, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4, 3");
    }

    private static Stream<String> senders(ComputationalGraph graph, String receiver) {
        return graph.inputsOf(graph.node(receiver).orElseThrow()).stream()
                .map(edge -> edge.sender().name());
    }

    private static Stream<Edge> edges(ComputationalGraph graph, EdgeType type) {
        return graph.edges().stream().filter(edge -> edge.type() == type);
    }

    @Test
    void itsShapeKnowsHowManyEdgesCount() {
        for (var mlp : MlpPlacement.values()) {
            for (int layers : new int[] {1, 2, 3}) {
                for (int groups : new int[] {1, 2, 4}) {
                    for (boolean split : new boolean[] {false, true}) {
                        var shape = new GraphShape(layers, 4, groups, mlp, split);
                        assertThat(shape.countedEdges())
                                .as("%s", shape)
                                .isEqualTo(new ComputationalGraph(shape).full().size());
                    }
                }
            }
        }
    }
}

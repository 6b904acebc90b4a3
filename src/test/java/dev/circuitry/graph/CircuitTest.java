package dev.circuitry.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {
    private final ComputationalGraph graph =
            new ComputationalGraph(new GraphShape(2, 2, 2, MlpPlacement.SEQUENTIAL, false));
    private final Node output = graph.node("blocks.1.hook_resid_post[:]").orElseThrow();

    @Test
    void removingAnEdgeLeavesTheOriginalAsItWas() {
        var full = graph.full();
        var edge = graph.inputsOf(output).get(2);
        var rest = full.without(edge);
        assertThat(rest.contains(edge)).isFalse();
        assertThat(full.contains(edge)).isTrue();
        assertThat(rest.size()).isEqualTo(full.size() - 1);
        assertThat(rest).isNotEqualTo(full).isEqualTo(full.without(edge));
    }

    @Test
    void placeholdersAreNotCounted() {
        var result = graph.node("blocks.0.attn.hook_result[:, :, 1]").orElseThrow();
        var rest = graph.full().withoutInputsOf(result);
        assertThat(rest.size()).isEqualTo(graph.full().size());
        assertThat(rest.inputsOf(result)).isEmpty();
        assertThat(rest.hasAllInputsOf(result)).isFalse();
    }

    @Test
    void aNodeFeedsNothingOnceItsReadersAreCut() {
        var mlp = graph.node("blocks.1.hook_mlp_out[:]").orElseThrow();
        assertThat(graph.full().feedsAnything(mlp)).isTrue();
        assertThat(graph.full().withoutInputsOf(output).feedsAnything(mlp)).isFalse();
    }

    @Test
    void nodesAreTheEndpointsOfCountedEdges() {
        var edge = graph.inputsOf(output).get(0);
        var circuit = graph.full().where(edge::equals);
        assertThat(circuit.nodes()).containsExactly(output, edge.sender());
        assertThat(circuit.asGraph().edgeSet()).containsExactly(edge);
    }
}

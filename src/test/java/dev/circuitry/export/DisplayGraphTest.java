package dev.circuitry.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.graph.Circuit;
import dev.circuitry.testing.SampleCircuits;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisplayGraphTest {
    @Test
    void mergesNodesByNameAndLeavesOutLoops() {
        var graph = DisplayGraph.of(SampleCircuits.tracrReverse(), ExportOptions.DEFAULT);

        assertThat(graph.nodes())
                .extracting(Box::name)
                .containsExactlyInAnyOrder(
                        "resid_post",
                        "a3.0",
                        "a3.0_q",
                        "a3.0_k",
                        "a3.0_v",
                        "m2",
                        "m1",
                        "m0",
                        "a0.0",
                        "a0.0_v",
                        "token_embeds",
                        "pos_embeds");
        assertThat(graph.edges()).hasSize(15);
        assertThat(box(graph, "m1").members())
                .containsExactlyInAnyOrder("blocks.1.hook_mlp_in[:]", "blocks.1.hook_mlp_out[:]");
    }

    @Test
    void showsAKnownCircuitWholeAndOfARunOnlyWhatWasTested() {
        var circuit = SampleCircuits.tracrReverse().circuit();

        assertThat(shown(CircuitDocument.ofKnown(Map.of(), circuit))).isEqualTo(15);
        assertThat(shown(CircuitDocument.ofRun(Map.of(), circuit, Map.of()))).isZero();
    }

    @Test
    void anEdgeOfSeveralHasTheLargestEffect() {
        var graph = SampleCircuits.TRACR_REVERSE;
        var q = SampleCircuits.edge(graph, "hook_embed[:]", "blocks.3.hook_q_input[:, :, 0]");
        var k = SampleCircuits.edge(graph, "hook_embed[:]", "blocks.3.hook_k_input[:, :, 0]");
        var document =
                CircuitDocument.ofRun(
                        Map.of(), Circuit.of(graph, List.of(q, k)), Map.of(q, -0.75, k, 0.5));
        var options =
                new ExportOptions(ExportOptions.View.COMPONENTS, ExportOptions.Display.DEFAULT);

        var link = DisplayGraph.of(document, options).edges().get(0);

        assertThat(link.effect()).isEqualTo(-0.75);
        assertThat(link.channels()).containsExactly("q", "k");
    }

    @Test
    void aComponentHasOneColourInEveryPicture() {
        var one = DisplayGraph.of(SampleCircuits.tracrReverse(), ExportOptions.DEFAULT);
        var fill = Palette.BY_COMPONENT.fill(box(one, "a3.0"));

        assertThat(Palette.BY_COMPONENT.fill(box(one, "a3.0_q"))).isEqualTo(fill);
        assertThat(Palette.BY_COMPONENT.fill(box(one, "a0.0"))).isNotEqualTo(fill);
    }

    @Test
    void groupsColourTheirComponentsAndLeaveTheOthersPale() {
        var graph = DisplayGraph.of(SampleCircuits.tracrReverse(), ExportOptions.DEFAULT);
        var movers = new Palette.Group("mover", Color.ORANGE, Set.of("a3.0"));
        var absent = new Palette.Group("absent", Color.PINK, Set.of("a9.9"));
        var palette = new Palette(List.of(movers, absent));

        assertThat(palette.fill(box(graph, "a3.0_q"))).isEqualTo(Color.ORANGE);
        assertThat(palette.fill(box(graph, "m0"))).isNotEqualTo(Color.ORANGE);
        assertThat(palette.legend(graph)).containsOnlyKeys("mover");
    }

    private static Box box(DisplayGraph graph, String name) {
        return graph.nodes().stream()
                .filter(box -> box.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int shown(CircuitDocument document) {
        return DisplayGraph.of(document, ExportOptions.DEFAULT).edges().size();
    }
}

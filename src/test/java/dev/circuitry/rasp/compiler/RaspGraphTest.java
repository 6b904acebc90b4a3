package dev.circuitry.rasp.compiler;

import static dev.circuitry.rasp.Select.where;
import static dev.circuitry.rasp.Sop.indices;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.rasp.Comparison;
import dev.circuitry.rasp.Programs;
import dev.circuitry.rasp.Sop;
import org.junit.jupiter.api.Test;

class RaspGraphTest {

    @Test
    void numbersExpressionsBreadthFirst() {
        RaspGraph graph = RaspGraph.of(Programs.reverse().output());

        assertThat(graph.computed().stream().map(graph::label))
                .containsExactly("aggregate_1", "map_3", "sequence_map_4", "selector_width_5");
        assertThat(graph.label(Sop.tokens())).isEqualTo("tokens");
        assertThat(graph.label(indices())).isEqualTo("indices");
    }

    @Test
    void holdsASharedExpressionOnce() {
        Sop<Integer> shared = indices().map(i -> i + 1);
        Sop<Integer> output =
                shared.with(shared.named("mine"), Integer::sum).with(shared, Integer::sum);
        RaspGraph graph = RaspGraph.of(output);

        assertThat(graph.computed().stream().map(graph::label))
                .containsExactly("sequence_map_1", "sequence_map_2", "map_3", "mine_4");
    }

    @Test
    void measuresDepthByTheLongestPathWithoutSelectors() {
        Sop<Integer> width = where(indices(), indices(), Comparison.EQ).width();
        Sop<Integer> mapped = width.map(n -> n + 1);
        Sop<Integer> output = where(indices(), mapped, Comparison.EQ).aggregate(width);
        RaspGraph graph = RaspGraph.of(output);

        assertThat(graph.depth(indices())).isZero();
        assertThat(graph.depth(width)).isEqualTo(1);
        assertThat(graph.depth(mapped)).isEqualTo(2);
        assertThat(graph.depth(output)).isEqualTo(3);
    }
}

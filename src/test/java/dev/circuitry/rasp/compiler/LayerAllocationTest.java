package dev.circuitry.rasp.compiler;

import static dev.circuitry.rasp.Select.where;
import static dev.circuitry.rasp.Sop.indices;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.rasp.Comparison;
import dev.circuitry.rasp.Programs;
import dev.circuitry.rasp.RaspProgram;
import dev.circuitry.rasp.Select;
import dev.circuitry.rasp.Sop;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerAllocationTest {

    private static final Select HERE = where(indices(), indices(), Comparison.EQ);

    private final Sop<Integer> tokens = Sop.tokens();

    @Test
    void givesEachDepthOfReverseALayer() {
        assertThat(layersOf(Programs.reverse().output()))
                .containsExactly(
                        "1 heads, 1 mlps", "0 heads, 1 mlps", "0 heads, 1 mlps", "1 heads, 0 mlps");
    }

    /** A layer attends first, so what its MLP wrote can be attended to in the next one only. */
    @Test
    void doesNotMergeAnMlpWithTheHeadThatFollows() {
        assertThat(layersOf(HERE.aggregate(tokens.map(t -> t + 1))))
                .containsExactly("0 heads, 1 mlps", "1 heads, 0 mlps");
    }

    @Test
    void mergesHeadsWithTheMlpsThatFollow() {
        assertThat(layersOf(HERE.aggregate(tokens).map(t -> t + 1)))
                .containsExactly("1 heads, 1 mlps");
    }

    @Test
    void goesOnMergingBehindAMergedLayer() {
        Sop<Integer> merged = HERE.aggregate(tokens).map(t -> t + 1);

        assertThat(layersOf(HERE.aggregate(merged).map(t -> t + 1)))
                .containsExactly("1 heads, 1 mlps", "1 heads, 1 mlps");
    }

    @Test
    void mergesTheDeepestOfSeveralHeadsOnly() {
        Sop<Integer> twice = HERE.aggregate(HERE.aggregate(tokens));

        assertThat(layersOf(twice.map(t -> t + 1)))
                .containsExactly("1 heads, 0 mlps", "1 heads, 1 mlps");
    }

    @Test
    void doesNotMergeADepthThatHoldsAnMlpToo() {
        Sop<Integer> attended = HERE.aggregate(tokens);
        Sop<Integer> mapped = indices().map(i -> i + 1);

        assertThat(layersOf(attended.with(mapped, Integer::sum)))
                .containsExactly("1 heads, 1 mlps", "0 heads, 1 mlps");
    }

    @Test
    void doesNotMergeIntoADepthThatHoldsAHeadToo() {
        Sop<Integer> attended = HERE.aggregate(tokens);
        Sop<Integer> mapped = attended.map(t -> t + 1);
        Sop<Integer> attendedAgain = HERE.aggregate(attended);

        assertThat(layersOf(mapped.with(attendedAgain, Integer::sum)))
                .containsExactly("1 heads, 0 mlps", "1 heads, 1 mlps", "0 heads, 1 mlps");
    }

    @Test
    void doesNotMergeAWidthWithTheMapThatFollows() {
        assertThat(layersOf(HERE.width().map(n -> n + 1)))
                .containsExactly("1 heads, 1 mlps", "0 heads, 1 mlps");
    }

    private static List<String> layersOf(Sop<?> output) {
        RaspGraph graph = RaspGraph.of(output);
        var bases = new Bases(graph, new RaspProgram(output, List.of(1, 2, 3), 5));
        return new LayerAllocation(graph, new Blocks(graph, bases))
                .layers().stream()
                        .map(
                                layer ->
                                        layer.heads().size()
                                                + " heads, "
                                                + layer.mlps().size()
                                                + " mlps")
                        .toList();
    }
}

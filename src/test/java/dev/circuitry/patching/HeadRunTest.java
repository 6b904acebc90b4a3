package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.model.HeadRange;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadRunTest {
    private final NodeOrder order =
            new NodeOrder(
                    new ComputationalGraph(
                            new GraphShape(2, 6, 6, MlpPlacement.SEQUENTIAL, false)));

    @Test
    void headsOfAKindLieSideBySideInForwardOrder() {
        for (var kind : List.of(NodeKind.Q_INPUT, NodeKind.Q, NodeKind.K, NodeKind.V)) {
            var nodes = nodes(kind, 0, 1, 2, 3, 4, 5);
            int first = nodes.get(0);

            assertThat(nodes)
                    .isEqualTo(IntStream.range(first, first + nodes.size()).boxed().toList());
        }
    }

    @Test
    void headsInARowAreOneRun() {
        var nodes = nodes(NodeKind.RESULT, 1, 2, 3);

        var runs = HeadRun.of(order, nodes, (one, other) -> true);

        assertThat(runs).containsExactly(new HeadRun(1, ' ', nodes, new HeadRange(1, 3)));
    }

    @Test
    void aHeadThatIsMissingEndsARun() {
        var runs = HeadRun.of(order, nodes(NodeKind.K, 0, 1, 3, 5), (one, other) -> true);

        assertThat(runs)
                .extracting(HeadRun::heads)
                .containsExactly(new HeadRange(0, 2), new HeadRange(3, 1), new HeadRange(5, 1));
    }

    @Test
    void anotherKindEndsARun() {
        List<Integer> nodes = List.of(nodes(NodeKind.Q, 1).get(0), nodes(NodeKind.V, 2).get(0));

        assertThat(HeadRun.of(order, nodes, (one, other) -> true)).hasSize(2);
    }

    @Test
    void aHeadThatIsUnlikeTheOneBeforeEndsARun() {
        var nodes = nodes(NodeKind.V, 0, 1, 2);

        var runs = HeadRun.of(order, nodes, (one, other) -> !other.equals(nodes.get(2)));

        assertThat(runs)
                .extracting(HeadRun::nodes)
                .containsExactly(nodes.subList(0, 2), nodes.subList(2, 3));
    }

    private List<Integer> nodes(NodeKind kind, int... heads) {
        return IntStream.of(heads)
                .map(head -> order.number(Node.head(kind, 1, head)))
                .boxed()
                .toList();
    }
}

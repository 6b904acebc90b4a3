package dev.circuitry.patching;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Scored;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.TransformerConfig;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Multiply-adds that an evaluation cannot do without: those of the nodes downstream of the receiver
 * that loses an edge, at the positions on which the score depends. Sums of senders, normalisations
 * and non-linearities are not counted, in a plain pass neither.
 */
public final class Arithmetic {
    private final NodeOrder order;
    private final TransformerConfig config;
    private final Dimensions sizes;
    private final long rows;
    private final long length;
    private final long scoredRows;
    private final boolean allScored;
    private final long output;

    /**
     * That of one setting.
     *
     * @param rows prompts
     * @param length of each, in tokens
     * @param scored where the metric reads logits
     * @param metric what it reads of them
     */
    public Arithmetic(
            ComputationalGraph graph,
            TransformerConfig config,
            int rows,
            int length,
            Scored scored,
            MetricKind metric) {
        this.order = new NodeOrder(graph);
        this.config = config;
        this.sizes = config.dimensions();
        this.rows = rows;
        this.length = length;
        long[] byRow = new long[rows];
        Arrays.stream(scored.places()).forEach(place -> byRow[(int) (place / length)]++);
        long most = Math.max(1, Arrays.stream(byRow).max().orElse(1));
        this.scoredRows = rows * most;
        this.allScored = most == length;
        long read = metric.readsWrongAnswers() ? 2 : sizes.outputs();
        this.output = (long) scored.count() * sizes.dModel() * read;
    }

    /** A forward pass without hooks that unembeds each row's last position. */
    public long plainPass() {
        long tokens = rows * length;
        long heads =
                sizes.heads() * (channel(tokens) + result(tokens))
                        + 2L * sizes.keyValueHeads() * channel(tokens);
        long mlp = sizes.hasMlps() ? mlp(tokens) : 0;
        return sizes.layers() * (heads + mlp) + rows * sizes.dModel() * sizes.outputs();
    }

    /** An evaluation of a circuit that lacks edges into a receiver. */
    public long evaluation(Circuit circuit, Node receiver) {
        var flow = Flow.of(order, circuit, allScored);
        var changed = new BitSet();
        changed.set(order.number(receiver));
        return flow.downstream(changed).stream()
                .mapToLong(node -> of(order.node(node).kind(), flow.everywhere(node)))
                .sum();
    }

    private long of(NodeKind kind, boolean everywhere) {
        long at = everywhere ? rows * length : scoredRows;
        return switch (kind) {
            case Q, K, V -> channel(at);
            case RESULT -> result(at);
            case MLP_OUT -> mlp(at);
            case OUTPUT -> output;
            case Q_INPUT, K_INPUT, V_INPUT, MLP_IN, EMBED, TOKEN_EMBED, POS_EMBED -> 0;
        };
    }

    private long channel(long at) {
        return at * sizes.dModel() * sizes.dHead();
    }

    private long result(long at) {
        return at * sizes.dHead() * (2 * length + sizes.dModel());
    }

    private long mlp(long at) {
        return at * sizes.dModel() * sizes.dMlp() * (config.mlp().gated() ? 3 : 2);
    }
}

package dev.circuitry.testing;

import dev.circuitry.export.CircuitDocument;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Circuits to write and to draw. */
public final class SampleCircuits {
    /** The graph of GPT-2 small. */
    public static final ComputationalGraph GPT2 =
            new ComputationalGraph(new GraphShape(12, 12, 12, MlpPlacement.SEQUENTIAL, false));

    /** The graph of the compiled model tracr-reverse. */
    public static final ComputationalGraph TRACR_REVERSE =
            new ComputationalGraph(new GraphShape(4, 1, 1, MlpPlacement.SEQUENTIAL, true));

    /** One layer, one head, no MLP: nine nodes. */
    public static final ComputationalGraph ONE_HEAD =
            new ComputationalGraph(new GraphShape(1, 1, 1, MlpPlacement.NONE, false));

    private SampleCircuits() {}

    /** An edge by the names of its ends. */
    public static Edge edge(ComputationalGraph graph, String sender, String receiver) {
        return graph.edge(graph.node(sender).orElseThrow(), graph.node(receiver).orElseThrow())
                .orElseThrow();
    }

    /**
     * The value path of the one head, with its placeholder: its DIRECT edge and the edge to the
     * output were tested, the edge from the embedding wasn't.
     */
    public static CircuitDocument valuePath() {
        var embed = edge(ONE_HEAD, "blocks.0.hook_resid_pre[:]", "blocks.0.hook_v_input[:, :, 0]");
        var direct =
                edge(ONE_HEAD, "blocks.0.hook_v_input[:, :, 0]", "blocks.0.attn.hook_v[:, :, 0]");
        var result =
                edge(
                        ONE_HEAD,
                        "blocks.0.attn.hook_v[:, :, 0]",
                        "blocks.0.attn.hook_result[:, :, 0]");
        var output =
                edge(ONE_HEAD, "blocks.0.attn.hook_result[:, :, 0]", "blocks.0.hook_resid_post[:]");
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("task", "tiny");
        attributes.put("threshold", 0.05);
        return CircuitDocument.ofRun(
                attributes,
                Circuit.of(ONE_HEAD, List.of(embed, direct, result, output)),
                Map.of(direct, 0.25, output, 1.5));
    }

    /** What people found in tracr-reverse (reference/acdc.md E.4), with made-up effects. */
    public static CircuitDocument tracrReverse() {
        var head = "blocks.3.attn.hook_result[:, :, 0]";
        Map<Edge, Double> effects = new LinkedHashMap<>();
        test(effects, head, "blocks.3.hook_resid_post[:]");
        for (String channel : List.of("q", "k", "v")) {
            test(
                    effects,
                    "blocks.3.hook_" + channel + "_input[:, :, 0]",
                    "blocks.3.attn.hook_" + channel + "[:, :, 0]");
        }
        test(effects, "blocks.2.hook_mlp_out[:]", "blocks.3.hook_q_input[:, :, 0]");
        test(effects, "hook_pos_embed[:]", "blocks.3.hook_k_input[:, :, 0]");
        test(effects, "hook_embed[:]", "blocks.3.hook_v_input[:, :, 0]");
        test(effects, "blocks.1.hook_mlp_out[:]", "blocks.2.hook_mlp_in[:]");
        test(effects, "blocks.0.hook_mlp_out[:]", "blocks.1.hook_mlp_in[:]");
        test(effects, "hook_embed[:]", "blocks.1.hook_mlp_in[:]");
        test(effects, "hook_pos_embed[:]", "blocks.1.hook_mlp_in[:]");
        test(effects, "blocks.0.attn.hook_result[:, :, 0]", "blocks.0.hook_mlp_in[:]");
        test(effects, "hook_embed[:]", "blocks.0.hook_mlp_in[:]");
        test(effects, "blocks.0.hook_v_input[:, :, 0]", "blocks.0.attn.hook_v[:, :, 0]");
        test(effects, "hook_embed[:]", "blocks.0.hook_v_input[:, :, 0]");
        Set<Edge> edges = new LinkedHashSet<>(effects.keySet());
        TRACR_REVERSE.edges().stream()
                .filter(edge -> !edge.type().isMeasured())
                .filter(edge -> isRead(edges, edge.receiver()) && isFed(edges, edge.sender()))
                .toList()
                .forEach(edges::add);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("task", "tracr-reverse");
        attributes.put("model", "tracr-reverse");
        attributes.put("metric", "l2");
        attributes.put("threshold", 0.05);
        attributes.put("d_model", 41);
        return CircuitDocument.ofRun(attributes, Circuit.of(TRACR_REVERSE, edges), effects);
    }

    /** That many tested edges, or a few more, drawn from the output backwards; connected. */
    public static CircuitDocument random(ComputationalGraph graph, int size, long seed) {
        var random = new Random(seed);
        Map<Edge, Double> effects = new LinkedHashMap<>();
        Set<Edge> edges = new LinkedHashSet<>();
        List<Node> readers = new ArrayList<>();
        readers.add(graph.fromOutputToInput().get(0));
        while (effects.size() < size) {
            var reader = readers.get((int) (readers.size() * Math.pow(random.nextDouble(), 1.5)));
            List<Edge> inputs = graph.inputsOf(reader);
            var edge = inputs.get(random.nextInt(inputs.size()));
            if (!edges.add(edge)) {
                continue;
            }
            effects.put(edge, 0.05 / (1 - 0.95 * random.nextDouble()));
            for (Edge inner : graph.inputsOf(edge.sender())) {
                edges.add(inner);
                for (Edge direct : graph.inputsOf(inner.sender())) {
                    if (direct.type() == EdgeType.DIRECT && edges.add(direct)) {
                        effects.put(direct, 0.05 / (1 - 0.95 * random.nextDouble()));
                        readers.add(direct.sender());
                    }
                }
                if (inner.sender().kind() == NodeKind.MLP_IN) {
                    readers.add(inner.sender());
                }
            }
        }
        return CircuitDocument.ofRun(
                Map.of("task", "random", "d_model", 768), Circuit.of(graph, edges), effects);
    }

    private static void test(Map<Edge, Double> effects, String sender, String receiver) {
        effects.put(edge(TRACR_REVERSE, sender, receiver), 0.4 / (effects.size() + 1));
    }

    private static boolean isRead(Set<Edge> edges, Node node) {
        return edges.stream().anyMatch(edge -> edge.sender().equals(node));
    }

    private static boolean isFed(Set<Edge> edges, Node node) {
        return edges.stream().anyMatch(edge -> edge.receiver().equals(node));
    }
}

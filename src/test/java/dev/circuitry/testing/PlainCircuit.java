package dev.circuitry.testing;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.EdgeType;
import dev.circuitry.graph.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A circuit on one prompt by the definition, over {@link PlainTransformer}. */
public final class PlainCircuit implements PlainTransformer.Intervention {
    private final Circuit circuit;
    private final Map<Node, double[][]> ablated;
    private final Map<Node, double[][]> online = new HashMap<>();

    /** A circuit whose absent edges carry these activations of every node. */
    public PlainCircuit(Circuit circuit, Map<Node, double[][]> ablated) {
        this.circuit = circuit;
        this.ablated = ablated;
    }

    /** Every node's activation in the run on a corrupted prompt, or with every writer at zero. */
    public static Map<Node, double[][]> ablated(
            PlainTransformer model, int[] corrupted, boolean splitEmbedding, boolean zero) {
        Map<Node, double[][]> activations = new HashMap<>();
        model.logits(
                corrupted,
                splitEmbedding,
                (node, own) -> {
                    double[][] value = zero && node.kind().writesResidual() ? zeros(own) : own;
                    activations.put(node, value);
                    return value;
                });
        return activations;
    }

    /**
     * Every node's activation in a run in which every writer writes its mean over corrupted
     * prompts.
     */
    public static Map<Node, double[][]> meanAblated(
            PlainTransformer model, int[] clean, int[][] corrupted, boolean splitEmbedding) {
        Map<Node, double[][]> means = new HashMap<>();
        for (int[] prompt : corrupted) {
            model.logits(
                    prompt,
                    splitEmbedding,
                    (node, own) -> {
                        double[][] mean = means.computeIfAbsent(node, key -> zeros(own));
                        for (int p = 0; p < own.length; p++) {
                            for (int i = 0; i < own[p].length; i++) {
                                mean[p][i] += own[p][i] / corrupted.length;
                            }
                        }
                        return own;
                    });
        }
        Map<Node, double[][]> activations = new HashMap<>();
        model.logits(
                clean,
                splitEmbedding,
                (node, own) -> {
                    double[][] value =
                            node.kind().writesResidual()
                                    ? Arrays.copyOf(means.get(node), own.length)
                                    : own;
                    activations.put(node, value);
                    return value;
                });
        return activations;
    }

    @Override
    public double[][] at(Node node, double[][] own) {
        online.put(node, own);
        if (node.kind().incoming() == EdgeType.PLACEHOLDER) {
            return own;
        }
        var inputs = circuit.inputsOf(node);
        if (node.kind().incoming() == EdgeType.DIRECT) {
            return inputs.isEmpty() ? ablated.get(node) : own;
        }
        double[][] sum =
                Arrays.stream(ablated.get(node)).map(double[]::clone).toArray(double[][]::new);
        for (Edge edge : inputs) {
            double[][] clean = online.get(edge.sender());
            double[][] instead = ablated.get(edge.sender());
            for (int p = 0; p < sum.length; p++) {
                for (int i = 0; i < sum[p].length; i++) {
                    sum[p][i] += clean[p][i] - instead[p][i];
                }
            }
        }
        return sum;
    }

    private static double[][] zeros(double[][] like) {
        return Arrays.stream(like).map(row -> new double[row.length]).toArray(double[][]::new);
    }
}

package dev.circuitry.experiment;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Precision;
import dev.circuitry.task.PromptPairs;

/**
 * Bytes that the tensors of a run take at its peak.
 *
 * @param weights of the model
 * @param beside every node's ablated activation, as much again of a pass and, unless whole passes
 *     measure everything, of what stands at a step's start; and logits three times: the clean ones,
 *     their probabilities, the circuit's
 */
record RunMemory(long weights, long beside) {
    static RunMemory of(
            JobSpec spec, TransformerConfig config, ComputationalGraph graph, PromptPairs pairs) {
        var sizes = config.dimensions();
        long places = (long) pairs.rows() * pairs.length();
        long activations =
                graph.nodes()
                        .mapToLong(node -> places * width(node, sizes.dHead(), sizes.dModel()))
                        .sum();
        long logits = 3 * places * sizes.outputs();
        var precision = spec.measure().precision();
        int held = spec.execution().evaluator() == EvaluatorKind.FULL ? 2 : 3;
        return new RunMemory(
                ofWeights(config, precision), bytes(precision) * (held * activations + logits));
    }

    /** Bytes of a model's weights alone. */
    static long ofWeights(TransformerConfig config, Precision precision) {
        return bytes(precision) * ParameterShapes.parameters(config);
    }

    private static long bytes(Precision precision) {
        return precision == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
    }

    private static int width(Node node, int dHead, int dModel) {
        return node.kind() == NodeKind.Q || node.kind() == NodeKind.K || node.kind() == NodeKind.V
                ? dHead
                : dModel;
    }

    /** All together. */
    long bytes() {
        return weights + beside;
    }
}

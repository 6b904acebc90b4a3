package dev.circuitry.experiment;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.patching.IncrementalEvaluator;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Precision;
import dev.circuitry.task.PromptPairs;

/**
 * Bytes that the tensors of a run take at its peak.
 *
 * @param weights of the model
 * @param laidOutAnew of them, which a run lays out for itself
 * @param logits of all rows three times: the clean ones, their probabilities, the circuit's
 * @param activations of every node in one row
 * @param copies of them at once: the ablated ones, those of a pass and, unless whole passes measure
 *     everything, those that stand at a step's start
 * @param together most of what circuits make that are measured together
 * @param rows how many
 */
record RunMemory(
        long weights,
        long laidOutAnew,
        long logits,
        long activations,
        int copies,
        long together,
        int rows) {
    static RunMemory of(
            JobSpec spec, TransformerConfig config, ComputationalGraph graph, PromptPairs pairs) {
        var sizes = config.dimensions();
        var precision = spec.measure().precision();
        long bytes = bytes(precision);
        long widths =
                graph.nodes().mapToLong(node -> width(node, sizes.dHead(), sizes.dModel())).sum();
        return new RunMemory(
                ofWeights(config, precision),
                bytes * ParameterShapes.laidOutAnew(config),
                bytes * 3 * pairs.rows() * pairs.length() * sizes.outputs(),
                bytes * pairs.length() * widths,
                spec.execution().evaluator() == EvaluatorKind.FULL ? 2 : 3,
                bytes * IncrementalEvaluator.ROWS_AT_ONCE * sizes.dModel(),
                pairs.rows());
    }

    /** Beside weights, with so many rows at once. */
    long beside(int rowsAtOnce) {
        long one = activations * rowsAtOnce;
        return laidOutAnew + logits + copies * one + 2 * Math.min(together, one);
    }

    /** All together, with so many rows at once. */
    long bytes(int rowsAtOnce) {
        return weights + beside(rowsAtOnce);
    }

    /** Bytes of a model's weights alone. */
    static long ofWeights(TransformerConfig config, Precision precision) {
        return bytes(precision) * ParameterShapes.parameters(config);
    }

    private static long bytes(Precision precision) {
        return precision == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
    }

    private static long width(Node node, int dHead, int dModel) {
        return node.kind() == NodeKind.Q || node.kind() == NodeKind.K || node.kind() == NodeKind.V
                ? dHead
                : dModel;
    }
}

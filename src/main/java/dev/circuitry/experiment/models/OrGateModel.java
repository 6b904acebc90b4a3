package dev.circuitry.experiment.models;

import dev.circuitry.model.Activation;
import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Tensor;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A gate built by hand (reference: logic_gates/utils.py): each of two heads writes one to dimension
 * 0; the MLP writes to dimension 1 what makes the output one where either did.
 */
final class OrGateModel {
    private static final TransformerConfig CONFIG =
            new TransformerConfig(
                    Dimensions.ungrouped(1, 2, 2, 1, 1, 1, 1, 1),
                    AttentionConfig.CAUSAL,
                    MlpConfig.plain(Activation.RELU),
                    NormConfig.of(Normalization.NONE),
                    PositionConfig.STANDARD);

    private OrGateModel() {}

    /** Its weights; all others are zero. */
    static Weights weights() {
        var tensors = new TreeMap<String, Tensor>();
        ParameterShapes.of(CONFIG).forEach((name, shape) -> tensors.put(name, Tensor.zeros(shape)));
        set(tensors, "blocks.0.attn.b_V", 1, 1);
        set(
                tensors,
                "blocks.0.attn.W_O",
                1,
                0,
                1,
                0); // [head, d_head, d_model]: both heads to dimension 0
        set(tensors, "blocks.0.mlp.W_in", -1, 0);
        set(tensors, "blocks.0.mlp.b_in", 1);
        set(tensors, "blocks.0.mlp.W_out", 0, -1);
        set(tensors, "blocks.0.mlp.b_out", 1, 1);
        set(tensors, "unembed.W_U", 0, 1);
        return new Weights(CONFIG, tensors);
    }

    private static void set(Map<String, Tensor> tensors, String name, double... values) {
        tensors.computeIfPresent(
                name,
                (key, zeros) -> new Tensor(zeros.shape(), Arrays.copyOf(values, values.length)));
    }
}

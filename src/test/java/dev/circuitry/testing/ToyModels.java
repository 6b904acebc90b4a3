package dev.circuitry.testing;

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
import java.util.TreeMap;

/**
 * The two small transformers on which the reference was recorded; their weights follow a rule that
 * any language can redo.
 */
public final class ToyModels {
    /** Two layers of four heads with MLPs, LayerNorm folded, learned positions. */
    public static final TransformerConfig GPT =
            new TransformerConfig(
                    Dimensions.ungrouped(2, 4, 16, 4, 32, 12, 29, 29),
                    AttentionConfig.CAUSAL,
                    MlpConfig.plain(Activation.GELU_NEW),
                    NormConfig.of(Normalization.LN_PRE),
                    PositionConfig.STANDARD);

    /** The same without MLPs, with LayerNorm and shortformer positions. */
    public static final TransformerConfig ATTENTION_ONLY =
            new TransformerConfig(
                    Dimensions.ungrouped(2, 4, 16, 4, 0, 12, 29, 29),
                    AttentionConfig.CAUSAL,
                    MlpConfig.plain(Activation.GELU_NEW),
                    NormConfig.of(Normalization.LN),
                    PositionConfig.SHORTFORMER);

    private ToyModels() {}

    /** Weights by the rule, for any configuration. */
    public static Weights weights(TransformerConfig config) {
        var tensors = new TreeMap<String, Tensor>();
        ParameterShapes.of(config).forEach((name, shape) -> tensors.put(name, tensor(name, shape)));
        return new Weights(config, tensors);
    }

    /**
     * The tensor of a name: seeded by the name, uniform around zero, LayerNorm weights around one.
     */
    public static Tensor tensor(String name, long... shape) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        double width = last.startsWith("W_") ? 0.6 : 0.2;
        long seed = 0;
        for (int i = 0; i < name.length(); i++) {
            seed += (long) (i + 1) * name.charAt(i);
        }
        var tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            float value = (float) ((u24(seed, i) / 16777216.0 - 0.5) * 2 * width);
            tensor.values()[i] = last.equals("w") ? 1.0f + value : value;
        }
        return tensor;
    }

    /** The i-th 24-bit number of a seed. */
    public static long u24(long seed, long i) {
        long z = seed * 1000003 + i;
        for (int round = 0; round < 3; round++) {
            z = z * 6364136223846793005L + 1442695040888963407L;
            z ^= z >>> 29;
        }
        return z >>> 40;
    }
}

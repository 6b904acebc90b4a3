package dev.circuitry.bench;

import dev.circuitry.model.Activation;
import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Rotary;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.WireName;

/** Shapes of models that are worth a figure; the weights of one are drawn. */
public enum BenchShape implements WireName {
    /** GPT-2 small with folded LayerNorms. */
    GPT2_SMALL,
    /** TransformerLens' attention-only model of four layers. */
    ATTN_ONLY_4L,
    /** A Llama of 135 million parameters: heads in groups, gated MLPs, rotary positions. */
    LLAMA_135M,
    /** Two layers of four heads: what a job costs beside the arithmetic. */
    TINY;

    private static final MlpConfig PLAIN = MlpConfig.plain(Activation.GELU_NEW);

    @Override
    public String wireName() {
        return WireName.super.wireName().replace('_', '-');
    }

    /** Everything but the weights. */
    public TransformerConfig config() {
        return switch (this) {
            case GPT2_SMALL ->
                    config(
                            Dimensions.ungrouped(12, 12, 768, 64, 3072, 1024, 50_257, 50_257),
                            PLAIN,
                            Normalization.LN_PRE,
                            PositionConfig.STANDARD);
            case ATTN_ONLY_4L ->
                    config(
                            Dimensions.ungrouped(4, 8, 512, 64, 0, 1024, 48_262, 48_262),
                            PLAIN,
                            Normalization.LN_PRE,
                            PositionConfig.SHORTFORMER);
            case LLAMA_135M ->
                    config(
                            new Dimensions(30, 9, 3, 576, 64, 1536, 2048, 49_152, 49_152),
                            new MlpConfig(Activation.SILU, true, false),
                            Normalization.RMS_PRE,
                            PositionConfig.rotary(Rotary.of(64, 10_000, false)));
            case TINY ->
                    config(
                            Dimensions.ungrouped(2, 4, 64, 16, 256, 64, 500, 500),
                            PLAIN,
                            Normalization.LN_PRE,
                            PositionConfig.STANDARD);
        };
    }

    private static TransformerConfig config(
            Dimensions sizes, MlpConfig mlp, Normalization norm, PositionConfig positions) {
        return new TransformerConfig(
                sizes, AttentionConfig.CAUSAL, mlp, NormConfig.of(norm), positions);
    }
}

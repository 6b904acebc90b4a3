package dev.circuitry.model.format.family;

import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.TransformerConfig;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GPT-NeoX and Pythia (model_type gpt_neox): LayerNorm, rotary positions on part of the head, MLPs
 * beside the attention or after it; queries, keys and values are one matrix, interleaved by head.
 */
final class NeoxFamily implements Family {
    private static final Pattern IN_BLOCK = Pattern.compile("(gpt_neox\\.)?layers\\.\\d+\\..*");
    private static final Pattern BUFFER =
            Pattern.compile(".*\\.attention\\.(bias|masked_bias|rotary_emb\\.inv_freq)");

    @Override
    public String architecture() {
        return "gpt_neox";
    }

    @Override
    public List<String> weightFiles() {
        return HuggingFaceFiles.NAMES;
    }

    @Override
    public TransformerConfig config(ConfigFields fields) {
        int width = fields.size("hidden_size");
        int heads = fields.size("num_attention_heads");
        if (width % heads != 0) {
            throw fields.wrong("num_attention_heads", "a divisor of hidden_size");
        }
        int vocabulary = fields.size("vocab_size");
        var activation = Activations.read(fields, "hidden_act", "gelu");
        return new TransformerConfig(
                Dimensions.ungrouped(
                        fields.layers("num_hidden_layers"),
                        heads,
                        width,
                        width / heads,
                        fields.size("intermediate_size"),
                        fields.size("max_position_embeddings"),
                        vocabulary,
                        vocabulary),
                AttentionConfig.CAUSAL,
                new MlpConfig(activation, false, fields.flag("use_parallel_residual", true)),
                new NormConfig(Normalization.LN, fields.positive("layer_norm_eps", 1e-5)),
                PositionConfig.rotary(
                        new RopeFields(fields, "rotary_emb_base", "rotary_pct", 0.25)
                                .rotary(width / heads)));
    }

    @Override
    public void place(Pieces pieces, TransformerConfig config, ConfigFields fields) {
        String prefix = pieces.prefix("gpt_neox.", "embed_in.weight");
        pieces.putAsIs("embed.W_E", prefix + "embed_in.weight");
        boolean biased = fields.flag("attention_bias", true);
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            String ours = "blocks." + layer + ".";
            String theirs = prefix + "layers." + layer + ".";
            pieces.putNorm(ours + "ln1", theirs + "input_layernorm");
            placeAttention(pieces, config, ours, theirs + "attention.", biased);
            pieces.putNorm(ours + "ln2", theirs + "post_attention_layernorm");
            pieces.putTransposed(ours + "mlp.W_in", theirs + "mlp.dense_h_to_4h.weight");
            pieces.putAsIs(ours + "mlp.b_in", theirs + "mlp.dense_h_to_4h.bias");
            pieces.putTransposed(ours + "mlp.W_out", theirs + "mlp.dense_4h_to_h.weight");
            pieces.putAsIs(ours + "mlp.b_out", theirs + "mlp.dense_4h_to_h.bias");
        }
        pieces.putNorm("ln_final", prefix + "final_layer_norm");
        boolean tied = fields.flag("tie_word_embeddings", false);
        pieces.putTransposed("unembed.W_U", tied ? prefix + "embed_in.weight" : "embed_out.weight");
        pieces.zero("unembed.b_U");
    }

    private static void placeAttention(
            Pieces pieces, TransformerConfig config, String ours, String theirs, boolean biased) {
        int width = config.dimensions().dModel();
        int heads = config.dimensions().heads();
        for (int part = 0; part < 3; part++) {
            char channel = "QKV".charAt(part);
            pieces.put(
                    ours + "attn.W_" + channel,
                    theirs + "query_key_value.weight",
                    Layouts.interleavedReadingHeads(part, 3, heads),
                    3L * width,
                    width);
            if (biased) {
                pieces.put(
                        ours + "attn.b_" + channel,
                        theirs + "query_key_value.bias",
                        Layouts.interleavedHeadBiases(part, 3, heads),
                        3L * width);
            } else {
                pieces.zero(ours + "attn.b_" + channel);
            }
        }
        pieces.put(
                ours + "attn.W_O",
                theirs + "dense.weight",
                Layouts.writingHeads(heads),
                width,
                width);
        if (biased) {
            pieces.putAsIs(ours + "attn.b_O", theirs + "dense.bias");
        } else {
            pieces.zero(ours + "attn.b_O");
        }
    }

    @Override
    public boolean ignores(String stored) {
        return !IN_BLOCK.matcher(stored).matches() || BUFFER.matcher(stored).matches();
    }
}

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
 * GPT-2 (model_type gpt2): LayerNorm, learned positions, tied embeddings. Its layers are Conv1D,
 * whose weights lie as ours do, {@code [in, out]}; queries, keys and values are one matrix.
 */
final class Gpt2Family implements Family {
    private static final Pattern IN_BLOCK = Pattern.compile("(transformer\\.)?h\\.\\d+\\..*");
    private static final Pattern BUFFER = Pattern.compile(".*\\.attn\\.(bias|masked_bias)");

    @Override
    public String architecture() {
        return "gpt2";
    }

    @Override
    public List<String> weightFiles() {
        return HuggingFaceFiles.NAMES;
    }

    @Override
    public TransformerConfig config(ConfigFields fields) {
        fields.requireFlag("scale_attn_by_inverse_layer_idx", false);
        fields.requireFlag("reorder_and_upcast_attn", false);
        fields.requireFlag("add_cross_attention", false);
        int width = fields.size("n_embd");
        int heads = fields.size("n_head");
        if (width % heads != 0) {
            throw fields.wrong("n_head", "a divisor of n_embd");
        }
        int context = fields.has("n_positions") ? fields.size("n_positions") : fields.size("n_ctx");
        int vocabulary = fields.size("vocab_size");
        return new TransformerConfig(
                Dimensions.ungrouped(
                        fields.layers("n_layer"),
                        heads,
                        width,
                        width / heads,
                        fields.size("n_inner", 4 * width),
                        context,
                        vocabulary,
                        vocabulary),
                new AttentionConfig(true, fields.flag("scale_attn_weights", true), 0),
                MlpConfig.plain(Activations.read(fields, "activation_function", "gelu_new")),
                new NormConfig(Normalization.LN, fields.positive("layer_norm_epsilon", 1e-5)),
                PositionConfig.STANDARD);
    }

    @Override
    public void place(Pieces pieces, TransformerConfig config, ConfigFields fields) {
        String prefix = pieces.prefix("transformer.", "wte.weight");
        pieces.putAsIs("embed.W_E", prefix + "wte.weight");
        pieces.putAsIs("pos_embed.W_pos", prefix + "wpe.weight");
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            placeBlock(pieces, config, "blocks." + layer + ".", prefix + "h." + layer + ".");
        }
        pieces.putNorm("ln_final", prefix + "ln_f");
        boolean tied = fields.flag("tie_word_embeddings", true);
        pieces.putTransposed("unembed.W_U", tied ? prefix + "wte.weight" : "lm_head.weight");
        pieces.zero("unembed.b_U");
    }

    private static void placeBlock(
            Pieces pieces, TransformerConfig config, String ours, String theirs) {
        int width = config.dimensions().dModel();
        int heads = config.dimensions().heads();
        pieces.putNorm(ours + "ln1", theirs + "ln_1");
        for (int part = 0; part < 3; part++) {
            char channel = "QKV".charAt(part);
            pieces.put(
                    ours + "attn.W_" + channel,
                    theirs + "attn.c_attn.weight",
                    Layouts.conv1dReadingHeads(part, 3, heads),
                    width,
                    3L * width);
            pieces.put(
                    ours + "attn.b_" + channel,
                    theirs + "attn.c_attn.bias",
                    Layouts.conv1dHeadBiases(part, 3, heads),
                    3L * width);
        }
        pieces.put(
                ours + "attn.W_O",
                theirs + "attn.c_proj.weight",
                Layouts.conv1dWritingHeads(heads),
                width,
                width);
        pieces.putAsIs(ours + "attn.b_O", theirs + "attn.c_proj.bias");
        pieces.putNorm(ours + "ln2", theirs + "ln_2");
        pieces.putAsIs(ours + "mlp.W_in", theirs + "mlp.c_fc.weight");
        pieces.putAsIs(ours + "mlp.b_in", theirs + "mlp.c_fc.bias");
        pieces.putAsIs(ours + "mlp.W_out", theirs + "mlp.c_proj.weight");
        pieces.putAsIs(ours + "mlp.b_out", theirs + "mlp.c_proj.bias");
    }

    @Override
    public boolean ignores(String stored) {
        return !IN_BLOCK.matcher(stored).matches() || BUFFER.matcher(stored).matches();
    }
}

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
 * Llama and those built like it, SmolLM among them (model_type llama): RMSNorm, rotary positions,
 * gated MLPs, keys shared by groups of heads.
 */
class LlamaFamily implements Family {
    private static final Pattern IN_BLOCK = Pattern.compile("(model\\.)?layers\\.\\d+\\..*");
    private static final Pattern BUFFER = Pattern.compile(".*\\.rotary_emb\\.inv_freq");

    @Override
    public String architecture() {
        return "llama";
    }

    /** Key-value heads where the configuration does not say; 0 for as many as heads. */
    int usualKeyValueHeads() {
        return 0;
    }

    /** How many positions back a position attends to, itself included; 0 for all. */
    int window(ConfigFields fields) {
        return 0;
    }

    /** Whether queries, keys and values have biases. */
    boolean hasReadingBiases(ConfigFields fields) {
        return fields.flag("attention_bias", false);
    }

    /** Whether the attention's output has a bias. */
    boolean hasWritingBias(ConfigFields fields) {
        return fields.flag("attention_bias", false);
    }

    @Override
    public final List<String> weightFiles() {
        return HuggingFaceFiles.NAMES;
    }

    @Override
    public final TransformerConfig config(ConfigFields fields) {
        fields.requireFlag("mlp_bias", false); // gates have no bias in our MLPs
        var rotary = new RopeFields(fields, "rope_theta", "partial_rotary_factor", 1);
        return new TransformerConfig(
                dimensions(fields),
                new AttentionConfig(true, true, window(fields)),
                new MlpConfig(Activations.read(fields, "hidden_act", "silu"), true, false),
                new NormConfig(Normalization.RMS, fields.positive("rms_norm_eps", 1e-6)),
                PositionConfig.rotary(rotary.wholeHead(dHead(fields))));
    }

    private Dimensions dimensions(ConfigFields fields) {
        int heads = fields.size("num_attention_heads");
        int usual = usualKeyValueHeads() == 0 ? heads : usualKeyValueHeads();
        int keyValueHeads = fields.size("num_key_value_heads", usual);
        if (heads % keyValueHeads != 0) {
            throw fields.wrong("num_key_value_heads", "a divisor of num_attention_heads");
        }
        int vocabulary = fields.size("vocab_size");
        return new Dimensions(
                fields.layers("num_hidden_layers"),
                heads,
                keyValueHeads,
                fields.size("hidden_size"),
                dHead(fields),
                fields.size("intermediate_size"),
                fields.size("max_position_embeddings"),
                vocabulary,
                vocabulary);
    }

    private static int dHead(ConfigFields fields) {
        int width = fields.size("hidden_size");
        int heads = fields.size("num_attention_heads");
        if (!fields.has("head_dim") && width % heads != 0) {
            throw fields.wrong("num_attention_heads", "a divisor of hidden_size");
        }
        return fields.size("head_dim", width / heads);
    }

    @Override
    public final void place(Pieces pieces, TransformerConfig config, ConfigFields fields) {
        String prefix = pieces.prefix("model.", "embed_tokens.weight");
        pieces.putAsIs("embed.W_E", prefix + "embed_tokens.weight");
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            String ours = "blocks." + layer + ".";
            String theirs = prefix + "layers." + layer + ".";
            pieces.putNorm(ours + "ln1", theirs + "input_layernorm");
            placeAttention(pieces, config.dimensions(), fields, ours + "attn.", theirs);
            pieces.putNorm(ours + "ln2", theirs + "post_attention_layernorm");
            pieces.putTransposed(ours + "mlp.W_gate", theirs + "mlp.gate_proj.weight");
            pieces.putTransposed(ours + "mlp.W_in", theirs + "mlp.up_proj.weight");
            pieces.zero(ours + "mlp.b_in");
            pieces.putTransposed(ours + "mlp.W_out", theirs + "mlp.down_proj.weight");
            pieces.zero(ours + "mlp.b_out");
        }
        pieces.putNorm("ln_final", prefix + "norm");
        boolean tied = fields.flag("tie_word_embeddings", false);
        pieces.putTransposed(
                "unembed.W_U", tied ? prefix + "embed_tokens.weight" : "lm_head.weight");
        pieces.zero("unembed.b_U");
    }

    private void placeAttention(
            Pieces pieces, Dimensions sizes, ConfigFields fields, String ours, String block) {
        String theirs = block + "self_attn.";
        for (char channel : new char[] {'Q', 'K', 'V'}) {
            int heads = channel == 'Q' ? sizes.heads() : sizes.keyValueHeads();
            long width = (long) heads * sizes.dHead();
            String layer = theirs + Character.toLowerCase(channel) + "_proj";
            pieces.put(
                    ours + "W_" + channel,
                    layer + ".weight",
                    Layouts.readingHeads(heads),
                    width,
                    sizes.dModel());
            if (hasReadingBiases(fields)) {
                pieces.put(
                        ours + "b_" + channel, layer + ".bias", Layouts.headBiases(heads), width);
            } else {
                pieces.zero(ours + "b_" + channel);
            }
        }
        pieces.put(
                ours + "W_O",
                theirs + "o_proj.weight",
                Layouts.writingHeads(sizes.heads()),
                sizes.dModel(),
                (long) sizes.heads() * sizes.dHead());
        if (hasWritingBias(fields)) {
            pieces.putAsIs(ours + "b_O", theirs + "o_proj.bias");
        } else {
            pieces.zero(ours + "b_O");
        }
    }

    @Override
    public final boolean ignores(String stored) {
        return !IN_BLOCK.matcher(stored).matches() || BUFFER.matcher(stored).matches();
    }
}

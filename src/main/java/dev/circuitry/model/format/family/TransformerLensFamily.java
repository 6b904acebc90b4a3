package dev.circuitry.model.format.family;

import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Rotary;
import dev.circuitry.model.TransformerConfig;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * TransformerLens' own folders: a HookedTransformerConfig (1.6.1; its defaults where a field is
 * missing) beside the model's state dictionary, whose names and layouts are ours. Fields that say
 * nothing about the numbers (device, seed, …) are ignored.
 */
final class TransformerLensFamily implements Family {
    private static final Pattern BUFFER =
            Pattern.compile(".*\\.(mask|IGNORE|rotary_sin|rotary_cos)");

    /**
     * Architectures whose rotary pairs lie half a rotation apart; in all others they are adjacent.
     */
    private static final Set<String> HALF_ROTATED =
            Set.of("GPTNeoXForCausalLM", "LlamaForCausalLM");

    /**
     * Flags that change the numbers in ways that are not built; the later ones of later versions.
     */
    private static final List<String> REFUSED_FLAGS =
            List.of(
                    "use_local_attn",
                    "scale_attn_by_inverse_layer_idx",
                    "post_embedding_ln",
                    "use_normalization_before_and_after",
                    "use_qk_norm",
                    "use_NTK_by_parts_rope",
                    "rmsnorm_uses_offset",
                    "relative_attention_has_bias",
                    "load_in_4bit");

    /** Fields that do so whatever their value, where they are set. */
    private static final List<String> REFUSED_FIELDS =
            List.of("num_experts", "attn_scores_soft_cap", "output_logits_soft_cap");

    /** Architectures without biases: their checkpoints may leave them out. */
    private static final Set<String> WITHOUT_BIASES =
            Set.of("LlamaForCausalLM", "MistralForCausalLM", "Qwen2ForCausalLM");

    @Override
    public String architecture() {
        return "transformer_lens";
    }

    @Override
    public List<String> weightFiles() {
        return List.of(
                "model.safetensors",
                "model.pth",
                "model.pt",
                "model_final.pth",
                "pytorch_model.bin",
                "*.pth",
                "*.pt");
    }

    @Override
    public TransformerConfig config(ConfigFields fields) {
        REFUSED_FLAGS.forEach(flag -> fields.requireFlag(flag, false));
        REFUSED_FIELDS.forEach(fields::requireUnset);
        var sizes = dimensions(fields);
        return new TransformerConfig(
                sizes,
                attention(fields, sizes),
                mlp(fields, sizes),
                norm(fields),
                positions(fields, sizes));
    }

    private static Dimensions dimensions(ConfigFields fields) {
        int width = fields.size("d_model");
        int heads =
                fields.isUnset("n_heads")
                        ? Math.max(1, width / fields.size("d_head"))
                        : fields.size("n_heads");
        if (!fields.has("d_head") && width % heads != 0) {
            throw fields.wrong("n_heads", "a divisor of d_model where d_head is missing");
        }
        int keyValueHeads = fields.size("n_key_value_heads", heads);
        if (heads % keyValueHeads != 0) {
            throw fields.wrong("n_key_value_heads", "a divisor of n_heads");
        }
        int vocabulary = fields.size("d_vocab");
        return new Dimensions(
                fields.layers("n_layers"),
                heads,
                keyValueHeads,
                width,
                fields.size("d_head", width / heads),
                fields.flag("attn_only", false) ? 0 : fields.size("d_mlp", 4 * width),
                fields.size("n_ctx"),
                vocabulary,
                fields.isUnset("d_vocab_out")
                        ? vocabulary
                        : fields.size("d_vocab_out", vocabulary));
    }

    private static AttentionConfig attention(ConfigFields fields, Dimensions sizes) {
        boolean causal =
                switch (fields.word("attention_dir", "causal")) {
                    case "causal" -> true;
                    case "bidirectional" -> false;
                    default -> throw fields.wrong("attention_dir", "causal or bidirectional");
                };
        boolean scaled = fields.flag("use_attn_scale", true);
        double root = Math.sqrt(sizes.dHead());
        if (scaled
                && !fields.isUnset("attn_scale")
                && Math.abs(fields.positive("attn_scale", root) - root) > 1e-6 * root) {
            throw fields.wrong("attn_scale", "the root of d_head");
        }
        return new AttentionConfig(causal, scaled, 0);
    }

    private static MlpConfig mlp(ConfigFields fields, Dimensions sizes) {
        if (sizes.hasMlps() && !fields.has("act_fn")) {
            throw fields.wrong("act_fn", "a word, unless attn_only is true");
        }
        return new MlpConfig(
                Activations.read(fields, "act_fn", "relu"),
                fields.flag("gated_mlp", false),
                fields.flag("parallel_attn_mlp", false));
    }

    private static NormConfig norm(ConfigFields fields) {
        double epsilon = fields.positive("eps", 1e-5);
        String field = // the older name is that of models on the hub
                fields.has("normalization") ? "normalization" : "normalization_type";
        if (fields.isNull(field)) {
            return new NormConfig(Normalization.NONE, epsilon);
        }
        boolean finalRms = fields.flag("final_rms", false);
        return switch (fields.word(field, "LN")) {
            case "LN" ->
                    new NormConfig(
                            Normalization.LN,
                            epsilon,
                            finalRms ? Normalization.RMS : Normalization.LN);
            case "LNPre" ->
                    new NormConfig(
                            Normalization.LN_PRE,
                            epsilon,
                            finalRms ? Normalization.RMS_PRE : Normalization.LN_PRE);
            case "RMS" -> new NormConfig(Normalization.RMS, epsilon);
            case "RMSPre" -> new NormConfig(Normalization.RMS_PRE, epsilon);
            default -> throw fields.wrong(field, "LN, LNPre, RMS, RMSPre or null");
        };
    }

    private static PositionConfig positions(ConfigFields fields, Dimensions sizes) {
        String usual = fields.flag("shortformer_pos", false) ? "shortformer" : "standard"; // older
        return switch (fields.word("positional_embedding_type", usual)) {
            case "standard" -> PositionConfig.STANDARD;
            case "shortformer" -> PositionConfig.SHORTFORMER;
            case "rotary" -> PositionConfig.rotary(rotary(fields, sizes.dHead()));
            default ->
                    throw fields.wrong(
                            "positional_embedding_type", "standard, shortformer or rotary");
        };
    }

    private static Rotary rotary(ConfigFields fields, int dHead) {
        int dimensions = fields.size("rotary_dim", dHead);
        if (dimensions > dHead || dimensions % 2 != 0) {
            throw fields.wrong("rotary_dim", "an even number up to d_head");
        }
        boolean adjacent = !HALF_ROTATED.contains(fields.word("original_architecture", ""));
        return Rotary.of(
                dimensions,
                fields.positive("rotary_base", 10_000),
                fields.flag("rotary_adjacent_pairs", adjacent));
    }

    @Override
    public void place(Pieces pieces, TransformerConfig config, ConfigFields fields) {
        for (String name : ParameterShapes.of(config).keySet()) {
            // later versions mark what groups of heads share
            String marked = name.replace(".attn.W_", ".attn._W_").replace(".attn.b_", ".attn._b_");
            String stored = pieces.has(marked) ? marked : name;
            if (!pieces.has(stored) && mayLack(name, fields)) {
                pieces.zero(name);
            } else {
                pieces.putAsIs(name, stored);
            }
        }
    }

    /** Whether the model was made from an architecture that does not have this parameter. */
    private static boolean mayLack(String parameter, ConfigFields fields) {
        String architecture = fields.word("original_architecture", "");
        boolean bias = parameter.substring(parameter.lastIndexOf('.') + 1).startsWith("b_");
        return parameter.equals("unembed.b_U")
                ? !architecture.isEmpty()
                : bias && WITHOUT_BIASES.contains(architecture);
    }

    @Override
    public boolean ignores(String stored) {
        return BUFFER.matcher(stored).matches();
    }
}

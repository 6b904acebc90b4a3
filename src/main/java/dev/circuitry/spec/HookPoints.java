package dev.circuitry.spec;

/**
 * The names of a transformer's activations, as TransformerLens 1.6 writes them. The graph's nodes
 * and the model's hooks meet in these names and nowhere else.
 */
public final class HookPoints {
    /** Token embeddings, {@code [batch, pos, d_model]}. */
    public static final String EMBED = "hook_embed";

    /** Position embeddings, {@code [batch, pos, d_model]}. */
    public static final String POS_EMBED = "hook_pos_embed";

    private HookPoints() {}

    /**
     * The name of a block's hook point: {@code blocks.3.attn.hook_q} for layer 3 and {@code
     * attn.hook_q}.
     */
    public static String inBlock(int layer, String part) {
        return "blocks." + layer + "." + part;
    }

    /** The residual stream before a block, {@code [batch, pos, d_model]}. */
    public static String residPre(int layer) {
        return inBlock(layer, "hook_resid_pre");
    }

    /** The residual stream between attention and MLP, {@code [batch, pos, d_model]}. */
    public static String residMid(int layer) {
        return inBlock(layer, "hook_resid_mid");
    }

    /** The residual stream after a block, {@code [batch, pos, d_model]}. */
    public static String residPost(int layer) {
        return inBlock(layer, "hook_resid_post");
    }

    /** What a channel (q, k or v) of every head reads, {@code [batch, pos, head, d_model]}. */
    public static String channelInput(int layer, char channel) {
        return inBlock(layer, "hook_" + channel + "_input");
    }

    /** Queries, keys or values of every head, {@code [batch, pos, head, d_head]}. */
    public static String channel(int layer, char channel) {
        return inBlock(layer, "attn.hook_" + channel);
    }

    /** Attention scores before the softmax, {@code [batch, head, query pos, key pos]}. */
    public static String attnScores(int layer) {
        return inBlock(layer, "attn.hook_attn_scores");
    }

    /** Attention pattern, {@code [batch, head, query pos, key pos]}. */
    public static String pattern(int layer) {
        return inBlock(layer, "attn.hook_pattern");
    }

    /** Values mixed by the pattern, {@code [batch, pos, head, d_head]}. */
    public static String z(int layer) {
        return inBlock(layer, "attn.hook_z");
    }

    /** What every head writes, {@code [batch, pos, head, d_model]}. */
    public static String result(int layer) {
        return inBlock(layer, "attn.hook_result");
    }

    /** What all heads write together, with their bias, {@code [batch, pos, d_model]}. */
    public static String attnOut(int layer) {
        return inBlock(layer, "hook_attn_out");
    }

    /** What the MLP reads, {@code [batch, pos, d_model]}. */
    public static String mlpIn(int layer) {
        return inBlock(layer, "hook_mlp_in");
    }

    /** What the MLP writes, {@code [batch, pos, d_model]}. */
    public static String mlpOut(int layer) {
        return inBlock(layer, "hook_mlp_out");
    }
}

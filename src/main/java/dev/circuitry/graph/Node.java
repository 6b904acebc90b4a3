package dev.circuitry.graph;

import dev.circuitry.spec.HookPoints;

/**
 * A hook point, and for heads which one: written as the reference writes it, {@code
 * blocks.9.hook_q_input[:, :, 6]}.
 *
 * @param kind what it is
 * @param layer its block, from 0; 0 for embeddings
 * @param head its head, from 0 (for keys and values the key-value head); {@link #WHOLE} where the
 *     node is a whole tensor
 * @param grouped whether this is a key or value shared by several query heads
 */
public record Node(NodeKind kind, int layer, int head, boolean grouped) {
    /** The head of nodes that are whole tensors. */
    public static final int WHOLE = -1;

    /** A node that is a whole tensor. */
    public static Node whole(NodeKind kind, int layer) {
        return new Node(kind, layer, WHOLE, false);
    }

    /** A node that is one head of a tensor. */
    public static Node head(NodeKind kind, int layer, int head) {
        return new Node(kind, layer, head, false);
    }

    /** TransformerLens' name of the activation. */
    public String hookPoint() {
        return switch (kind) {
            case OUTPUT -> HookPoints.residPost(layer);
            case MLP_OUT -> HookPoints.mlpOut(layer);
            case MLP_IN -> HookPoints.mlpIn(layer);
            case RESULT -> HookPoints.result(layer);
            case Q, K, V -> HookPoints.channel(layer, kind.channel());
            case Q_INPUT, K_INPUT, V_INPUT -> HookPoints.channelInput(layer, kind.channel());
            case EMBED -> HookPoints.residPre(layer);
            case TOKEN_EMBED -> HookPoints.EMBED;
            case POS_EMBED -> HookPoints.POS_EMBED;
        };
    }

    /** Whether it is one head of its hook point. */
    public boolean isHead() {
        return head != WHOLE;
    }

    /** Hook point and index, unique in a graph: {@code blocks.0.hook_mlp_in[:]}. */
    public String name() {
        return hookPoint() + (isHead() ? "[:, :, " + head + "]" : "[:]");
    }

    /** The short form for reading, not unique: {@code a9.6_q}, {@code m0}, {@code resid_post}. */
    public String label() {
        return switch (kind) {
            case OUTPUT -> "resid_post";
            case MLP_OUT, MLP_IN -> "m" + layer;
            case RESULT, Q, K, V -> component();
            case Q_INPUT, K_INPUT, V_INPUT -> component() + "_" + kind.channel();
            case EMBED -> "embed";
            case TOKEN_EMBED -> "token_embeds";
            case POS_EMBED -> "pos_embeds";
        };
    }

    /**
     * The part of the model it belongs to: a head {@code a9.6}, an MLP {@code m0}, an embedding,
     * the output.
     */
    public String component() {
        if (!isHead()) {
            return label();
        }
        return "a" + layer + "." + (grouped ? "kv" : "") + head;
    }

    @Override
    public String toString() {
        return name();
    }
}

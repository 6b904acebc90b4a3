package dev.circuitry.rasp.compiler;

import java.util.List;

/**
 * What computes one sequence operation: an attention head, an MLP, or a head followed by an MLP.
 *
 * @param heads at most one
 * @param mlps at most one
 */
record Block(List<AttentionHead> heads, List<Mlp> mlps) {

    static Block of(AttentionHead head) {
        return new Block(List.of(head), List.of());
    }

    static Block of(Mlp mlp) {
        return new Block(List.of(), List.of(mlp));
    }

    static Block of(AttentionHead head, Mlp mlp) {
        return new Block(List.of(head), List.of(mlp));
    }

    boolean isAttention() {
        return mlps.isEmpty();
    }

    boolean isMlp() {
        return heads.isEmpty();
    }
}

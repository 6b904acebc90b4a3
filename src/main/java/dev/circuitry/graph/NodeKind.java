package dev.circuitry.graph;

import static dev.circuitry.graph.EdgeType.ADDITION;
import static dev.circuitry.graph.EdgeType.DIRECT;
import static dev.circuitry.graph.EdgeType.PLACEHOLDER;

import dev.circuitry.spec.WireName;

/**
 * What a node is, and of what type every edge into it is (Conmy et al. 2023, TLACDCCorrespondence).
 */
public enum NodeKind implements WireName {
    /** The last residual stream, on which the logits depend. */
    OUTPUT(ADDITION),
    MLP_OUT(PLACEHOLDER),
    MLP_IN(ADDITION),
    /** What a head writes to the residual stream. */
    RESULT(PLACEHOLDER),
    Q(DIRECT),
    K(DIRECT),
    V(DIRECT),
    Q_INPUT(ADDITION),
    K_INPUT(ADDITION),
    V_INPUT(ADDITION),
    /** Token and position embedding as one. */
    EMBED(PLACEHOLDER),
    TOKEN_EMBED(PLACEHOLDER),
    POS_EMBED(PLACEHOLDER);

    private final EdgeType incoming;

    NodeKind(EdgeType incoming) {
        this.incoming = incoming;
    }

    /** The type of every edge into a node of this kind. */
    public EdgeType incoming() {
        return incoming;
    }

    /** Whether this is a source of the graph: an embedding. */
    public boolean isEmbedding() {
        return this == EMBED || this == TOKEN_EMBED || this == POS_EMBED;
    }

    /** Whether nodes of this kind write to the residual stream. */
    public boolean writesResidual() {
        return this == MLP_OUT || this == RESULT || isEmbedding();
    }

    /** {@code q}, {@code k} or {@code v} for a head's channel or its input, else a space. */
    public char channel() {
        return switch (this) {
            case Q, Q_INPUT -> 'q';
            case K, K_INPUT -> 'k';
            case V, V_INPUT -> 'v';
            default -> ' ';
        };
    }
}

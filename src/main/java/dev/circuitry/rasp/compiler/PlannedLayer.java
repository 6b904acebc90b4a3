package dev.circuitry.rasp.compiler;

import java.util.List;
import java.util.stream.Stream;

/** What one layer of the transformer computes: heads first, then MLPs on what the heads wrote. */
record PlannedLayer(List<AttentionHead> heads, List<Mlp> mlps) {

    static PlannedLayer of(List<Block> blocks) {
        return new PlannedLayer(
                blocks.stream().flatMap(block -> block.heads().stream()).toList(),
                blocks.stream().flatMap(block -> block.mlps().stream()).toList());
    }

    /** The MLPs as one; without any, an MLP from nothing to nothing. */
    Mlp mlp() {
        return Mlp.parallel(mlps);
    }

    /** All directions the layer reads or writes. */
    VectorSpace space() {
        return VectorSpace.join(
                Stream.concat(
                                heads.stream().map(AttentionHead::space),
                                mlps.stream().map(Mlp::space))
                        .toList());
    }
}

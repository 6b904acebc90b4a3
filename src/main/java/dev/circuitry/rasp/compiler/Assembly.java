package dev.circuitry.rasp.compiler;

import java.util.List;
import java.util.function.Function;

/**
 * Lays planned layers out as weights on one residual stream (T/compiler/assemble.py). All layers
 * get the size of the largest; what they do not use is zero.
 */
final class Assembly {

    private final VectorSpace residual;
    private final int heads;
    private final int keySize;
    private final int hiddenSize;

    /**
     * @param residual all directions any layer, the embeddings or the output use
     */
    Assembly(VectorSpace residual, List<PlannedLayer> layers) {
        this.residual = residual;
        this.heads = layers.stream().mapToInt(layer -> layer.heads().size()).reduce(1, Math::max);
        this.keySize =
                layers.stream()
                        .flatMap(layer -> layer.heads().stream())
                        .mapToInt(AttentionHead::keySize)
                        .reduce(1, Math::max);
        this.hiddenSize =
                layers.stream().mapToInt(layer -> layer.mlp().hiddenSize()).reduce(1, Math::max);
    }

    CompiledTransformer.Layer layer(PlannedLayer planned) {
        return new CompiledTransformer.Layer(attention(planned.heads()), mlp(planned.mlp()));
    }

    /** A token's own direction, and 1 in the direction that is always 1. */
    Matrix tokenEmbedding(VectorSpace tokens) {
        return Matrix.of(
                tokens.size(),
                residual.size(),
                (token, dimension) -> {
                    BasisDirection direction = residual.get(dimension);
                    boolean isOn =
                            direction.equals(tokens.get(token))
                                    || direction.equals(BasisDirection.ONE);
                    return isOn ? 1 : 0;
                });
    }

    /** Nothing where the sequence begins, and from there on the positions from 0. */
    Matrix positionEmbedding(VectorSpace indices) {
        return Matrix.of(
                indices.size() + 1,
                residual.size(),
                (position, dimension) ->
                        position > 0 && residual.get(dimension).equals(indices.get(position - 1))
                                ? 1
                                : 0);
    }

    private CompiledTransformer.Attention attention(List<AttentionHead> used) {
        // all of W_QK is in the query matrix; the key matrix only picks the key directions
        Matrix query = headColumns(used, AttentionHead::scores);
        Matrix key = headColumns(used, head -> Linear.identity(head.scores().output()));
        Matrix value = headColumns(used, AttentionHead::carried);
        Matrix out = headColumns(used, head -> Linear.identity(head.carried().output()));
        return new CompiledTransformer.Attention(heads, query, key, value, transposed(out));
    }

    /** Of each head, one map out of the residual stream, side by side. */
    private Matrix headColumns(List<AttentionHead> used, Function<AttentionHead, Linear> map) {
        List<Linear> maps = used.stream().map(map).toList();
        return Matrix.of(
                residual.size(),
                heads * keySize,
                (row, column) -> {
                    int head = column / keySize;
                    return head < maps.size()
                            ? fromResidual(maps.get(head), row, column % keySize)
                            : 0;
                });
    }

    private CompiledTransformer.FeedForward mlp(Mlp mlp) {
        Linear first = mlp.first();
        Linear second = mlp.second();
        return new CompiledTransformer.FeedForward(
                Matrix.of(
                        residual.size(),
                        hiddenSize,
                        (row, column) -> fromResidual(first, row, column)),
                Matrix.of(
                        hiddenSize,
                        residual.size(),
                        (row, column) -> toResidual(second, row, column)));
    }

    private double fromResidual(Linear map, int dimension, int column) {
        return column < map.output().size()
                ? map.weight(residual.get(dimension), map.output().get(column))
                : 0;
    }

    private double toResidual(Linear map, int row, int dimension) {
        return row < map.input().size()
                ? map.weight(map.input().get(row), residual.get(dimension))
                : 0;
    }

    private static Matrix transposed(Matrix matrix) {
        return Matrix.of(matrix.columns(), matrix.rows(), (row, column) -> matrix.at(column, row));
    }
}

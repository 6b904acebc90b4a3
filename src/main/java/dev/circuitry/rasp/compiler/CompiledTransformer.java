package dev.circuitry.rasp.compiler;

import java.util.List;

/**
 * The weights of a transformer that computes a RASP program: embeddings without scaling, then
 * layers of attention and a ReLU MLP, both added to the residual stream. No layer norm, no biases,
 * attention to all positions, scores divided by √keySize. Immutable. Matrices act on row vectors
 * from the right.
 *
 * @param residualLabels what each dimension of the residual stream stands for, [dModel]
 * @param embeddings of tokens and positions
 * @param layers from the embedding on
 * @param tokens the vocabulary
 * @param output where the program's output is
 */
public record CompiledTransformer(
        List<String> residualLabels,
        Embeddings embeddings,
        List<Layer> layers,
        TokenIds tokens,
        OutputDecoding output) {

    public CompiledTransformer {
        residualLabels = List.copyOf(residualLabels);
        layers = List.copyOf(layers);
    }

    /** Heads of each layer; those a layer does not need are zero. */
    public int heads() {
        return layers.get(0).attention().heads();
    }

    /** The size of queries, keys and values of a head. */
    public int keySize() {
        return layers.get(0).attention().linear().rows() / heads();
    }

    public int dModel() {
        return residualLabels.size();
    }

    public int dMlp() {
        return layers.get(0).mlp().linear1().columns();
    }

    /** How many tokens there are, those to begin and to pad included. */
    public int vocabularySize() {
        return embeddings.token().rows();
    }

    /** The longest sequence, its beginning included. */
    public int positions() {
        return embeddings.position().rows();
    }

    /**
     * What a token and a position add to the residual stream at first.
     *
     * @param token [vocabularySize, dModel]
     * @param position [positions, dModel]
     */
    public record Embeddings(Matrix token, Matrix position) {}

    /** One layer. */
    public record Layer(Attention attention, FeedForward mlp) {}

    /**
     * Attention; head h has the columns (in {@code linear} the rows) from h · keySize on.
     *
     * @param query [dModel, heads · keySize]
     * @param key [dModel, heads · keySize]
     * @param value [dModel, heads · keySize]
     * @param linear [heads · keySize, dModel]
     */
    public record Attention(int heads, Matrix query, Matrix key, Matrix value, Matrix linear) {}

    /**
     * An MLP.
     *
     * @param linear1 [dModel, dMlp]
     * @param linear2 [dMlp, dModel]
     */
    public record FeedForward(Matrix linear1, Matrix linear2) {}
}

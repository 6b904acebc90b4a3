package dev.circuitry.experiment.models;

import dev.circuitry.model.Activation;
import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.ParameterShapes;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Tensor;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import dev.circuitry.rasp.compiler.CompiledTransformer;
import dev.circuitry.rasp.compiler.Matrix;
import java.util.TreeMap;

/**
 * A compiled RASP program as a transformer (reference: tracr_task/utils.py, create_model). The
 * unembedding reads the first dimensions of the residual stream, as many as the program has tokens
 * of its own.
 */
final class CompiledModel {
    private final CompiledTransformer program;
    private final Dimensions sizes;
    private final TreeMap<String, Tensor> tensors = new TreeMap<>();

    private CompiledModel(CompiledTransformer program) {
        this.program = program;
        this.sizes =
                Dimensions.ungrouped(
                        program.layers().size(),
                        program.heads(),
                        program.dModel(),
                        program.keySize(),
                        program.dMlp(),
                        program.positions(),
                        program.vocabularySize(),
                        program.vocabularySize() - 2); // without the tokens that begin and pad
    }

    /** The weights of a compiled program. */
    static Weights of(CompiledTransformer program) {
        return new CompiledModel(program).weights();
    }

    private Weights weights() {
        var config =
                new TransformerConfig(
                        sizes,
                        AttentionConfig.BIDIRECTIONAL,
                        MlpConfig.plain(Activation.RELU),
                        NormConfig.of(Normalization.NONE),
                        PositionConfig.STANDARD);
        ParameterShapes.of(config).forEach((name, shape) -> tensors.put(name, Tensor.zeros(shape)));
        put("embed.W_E", program.embeddings().token());
        put("pos_embed.W_pos", program.embeddings().position());
        for (int layer = 0; layer < sizes.layers(); layer++) {
            putLayer("blocks." + layer + ".", program.layers().get(layer));
        }
        var unembedding = Tensor.zeros(sizes.dModel(), sizes.outputs());
        for (int output = 0; output < sizes.outputs(); output++) {
            unembedding.set(output, output, 1);
        }
        tensors.put("unembed.W_U", unembedding);
        return new Weights(config, tensors);
    }

    private void putLayer(String block, CompiledTransformer.Layer layer) {
        putByHead(block + "attn.W_Q", layer.attention().query());
        putByHead(block + "attn.W_K", layer.attention().key());
        putByHead(block + "attn.W_V", layer.attention().value());
        var linear =
                layer.attention()
                        .linear()
                        .toRowMajor(); // [head * d_head, d_model]: heads lie one after the other
        tensors.put(
                block + "attn.W_O",
                new Tensor(new long[] {sizes.heads(), sizes.dHead(), sizes.dModel()}, linear));
        put(block + "mlp.W_in", layer.mlp().linear1());
        put(block + "mlp.W_out", layer.mlp().linear2());
    }

    private void put(String name, Matrix matrix) {
        tensors.put(
                name,
                new Tensor(new long[] {matrix.rows(), matrix.columns()}, matrix.toRowMajor()));
    }

    /** From {@code [d_model, head * d_head]} to {@code [head, d_model, d_head]}. */
    private void putByHead(String name, Matrix matrix) {
        var tensor = Tensor.zeros(sizes.heads(), sizes.dModel(), sizes.dHead());
        int next = 0;
        for (int head = 0; head < sizes.heads(); head++) {
            for (int row = 0; row < sizes.dModel(); row++) {
                for (int column = 0; column < sizes.dHead(); column++) {
                    tensor.values()[next++] = matrix.at(row, head * sizes.dHead() + column);
                }
            }
        }
        tensors.put(name, tensor);
    }
}

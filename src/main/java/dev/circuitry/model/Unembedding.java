package dev.circuitry.model;

import ai.djl.ndarray.NDArray;

/** From the last residual stream to logits, the normalisation before included. */
final class Unembedding {
    private final LayerNorm norm;
    private final NDArray weights; // [d_model, outputs]
    private final NDArray bias; // [outputs]

    Unembedding(TransformerConfig config, Parameters parameters) {
        norm = new LayerNorm("ln_final", config.norm().atTheEnd(), parameters);
        weights = parameters.get("unembed.W_U");
        bias = parameters.get("unembed.b_U");
    }

    long outputs() {
        return weights.getShape().get(1);
    }

    /** Logits a row, {@code [rows, outputs]}, from {@code [..., d_model]}. */
    NDArray apply(NDArray resid, Hooks hooks) {
        return norm.apply(resid, hooks)
                .reshape(-1, weights.getShape().get(0))
                .matMul(weights)
                .addi(bias);
    }

    /** Logits of some tokens a row, both {@code [rows, tokens]}, from {@code [rows, d_model]}. */
    NDArray ofTokens(NDArray resid, NDArray tokens) {
        var read = norm.apply(resid, Hooks.NONE).expandDims(2); // [rows, d_model, 1]
        return Places.pick(weights.transpose(), tokens) // [rows, tokens, d_model]
                .matMul(read)
                .squeeze(2)
                .add(Places.pick(bias, tokens));
    }
}

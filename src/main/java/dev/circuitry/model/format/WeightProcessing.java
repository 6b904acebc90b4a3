package dev.circuitry.model.format;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.TransformerConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Does the steps of {@link ProcessingStep} to loaded weights. Each parameter is worked on in
 * float64 and rounded once a step to the precision of the run; arrays that are replaced are closed.
 *
 * <p>Beside TransformerLens 1.6.1: RMS weights are folded too, without centring, as its later
 * versions do (1.6.1 leaves them where they are; no activation that ACDC looks at differs); where
 * only the final normalisation is RMS, what reads it is not centred (1.6.1 does, which changes the
 * model); behind gated MLPs a LayerNorm with a bias is not folded (1.6.1 forgets the gate).
 */
final class WeightProcessing {
    private static final int[] D_MODEL_OF_READERS = {-2};
    private static final int[] D_MODEL_OF_WRITERS = {-1};
    private static final int[] OUTPUTS = {-1};

    private final TransformerConfig config;
    private final Map<String, NDArray> arrays;

    private WeightProcessing(TransformerConfig config, Map<String, NDArray> arrays) {
        this.config = config;
        this.arrays = arrays;
    }

    /** The configuration of the processed model. */
    static TransformerConfig processed(TransformerConfig config) {
        boolean folds = ProcessingStep.allowedBy(config).contains(ProcessingStep.FOLD_LN);
        return folds ? config.with(config.norm().folded()) : config;
    }

    /**
     * Processes weights.
     *
     * @param config of the weights as they are
     * @param arrays by our parameters' names, written in place; what is folded away leaves the map
     */
    static void apply(TransformerConfig config, Map<String, NDArray> arrays) {
        var processing = new WeightProcessing(config, arrays);
        for (var step : ProcessingStep.allowedBy(config)) {
            try (var scope = new NDScope()) {
                scope.suppressNotUsedWarning(); // it closes what is made on the way
                processing.apply(step);
            }
        }
    }

    private void apply(ProcessingStep step) {
        switch (step) {
            case FOLD_LN -> foldNorms();
            case CENTER_WRITING_WEIGHTS -> centerWriters();
            case CENTER_UNEMBED -> centerUnembed();
            case FOLD_VALUE_BIASES -> foldValueBiases();
        }
    }

    private void foldNorms() {
        var kind = config.norm().kind();
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            String block = "blocks." + layer + ".";
            for (String channel : List.of("Q", "K", "V")) {
                fold(block + "ln1", kind, block + "attn.W_" + channel, block + "attn.b_" + channel);
            }
            drop(block + "ln1", kind);
            if (config.dimensions().hasMlps()) {
                if (config.mlp().gated()) { // its norm has no bias, so the gate needs none
                    fold(block + "ln2", kind, block + "mlp.W_gate", block + "mlp.b_in");
                }
                fold(block + "ln2", kind, block + "mlp.W_in", block + "mlp.b_in");
                drop(block + "ln2", kind);
            }
        }
        fold("ln_final", config.norm().last(), "unembed.W_U", "unembed.b_U");
        drop("ln_final", config.norm().last());
    }

    /** Weights are {@code [..., d_model, out]}, biases {@code [..., out]}. */
    private void fold(String norm, Normalization kind, String weight, String bias) {
        var readers = get(weight);
        if (kind.hasBias()) {
            var read = get(norm + ".b").reshape(1, -1).matMul(readers); // [..., 1, out]
            get(bias).addi(read.reshape(get(bias).getShape()));
        }
        if (kind.hasWeight()) {
            readers.muli(get(norm + ".w").reshape(-1, 1));
        }
        if (kind.isCentring()) {
            center(weight, D_MODEL_OF_READERS);
        }
    }

    private void drop(String norm, Normalization kind) {
        if (kind.hasWeight()) {
            remove(norm + ".w");
        }
        if (kind.hasBias()) {
            remove(norm + ".b");
        }
    }

    private void centerWriters() {
        center("embed.W_E", D_MODEL_OF_WRITERS);
        if (config.positions().kind().areLearned()) {
            center("pos_embed.W_pos", D_MODEL_OF_WRITERS);
        }
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            String block = "blocks." + layer + ".";
            center(block + "attn.W_O", D_MODEL_OF_WRITERS);
            center(block + "attn.b_O", D_MODEL_OF_WRITERS);
            if (config.dimensions().hasMlps()) {
                center(block + "mlp.W_out", D_MODEL_OF_WRITERS);
                center(block + "mlp.b_out", D_MODEL_OF_WRITERS);
            }
        }
    }

    private void centerUnembed() {
        center("unembed.W_U", OUTPUTS);
        center("unembed.b_U", OUTPUTS);
    }

    private void center(String name, int[] axis) {
        var array = get(name);
        array.subi(array.mean(axis, true));
    }

    /** Heads of a group share the value bias of their group. */
    private void foldValueBiases() {
        int queriesPerKey = config.dimensions().queriesPerKey();
        long dModel = config.dimensions().dModel();
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            String attention = "blocks." + layer + ".attn.";
            var values = get(attention + "b_V"); // [key-value head, d_head]
            var ofHeads = values.repeat(0, queriesPerKey).reshape(1, -1); // [1, head * d_head]
            var outputs = get(attention + "W_O").reshape(-1, dModel); // [head * d_head, d_model]
            get(attention + "b_O").addi(ofHeads.matMul(outputs).flatten()); // [d_model]
            values.muli(0);
        }
    }

    private NDArray get(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private void remove(String name) {
        Objects.requireNonNull(arrays.remove(name), name).close();
    }
}

package dev.circuitry.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters a configuration needs, by TransformerLens' names, with their shapes. */
public final class ParameterShapes {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final TransformerConfig config;
    private final long dModel;

    private ParameterShapes(TransformerConfig config) {
        this.config = config;
        this.dModel = config.dimensions().dModel();
    }

    /** Name to shape, in the order of the forward pass. */
    public static Map<String, long[]> of(TransformerConfig config) {
        var parameters = new ParameterShapes(config);
        parameters.add();
        return parameters.shapes;
    }

    private void add() {
        Dimensions sizes = config.dimensions();
        put("embed.W_E", sizes.vocabulary(), dModel);
        put("pos_embed.W_pos", sizes.context(), dModel);
        for (int layer = 0; layer < sizes.layers(); layer++) {
            addBlock("blocks." + layer + ".");
        }
        addNorm("ln_final");
        put("unembed.W_U", dModel, sizes.outputs());
        put("unembed.b_U", sizes.outputs());
    }

    private void addBlock(String block) {
        Dimensions sizes = config.dimensions();
        addNorm(block + "ln1");
        for (char channel : new char[] {'Q', 'K', 'V'}) {
            put(block + "attn.W_" + channel, sizes.heads(), dModel, sizes.dHead());
            put(block + "attn.b_" + channel, sizes.heads(), sizes.dHead());
        }
        put(block + "attn.W_O", sizes.heads(), sizes.dHead(), dModel);
        put(block + "attn.b_O", dModel);
        if (sizes.hasMlps()) {
            addNorm(block + "ln2");
            put(block + "mlp.W_in", dModel, sizes.dMlp());
            put(block + "mlp.b_in", sizes.dMlp());
            put(block + "mlp.W_out", sizes.dMlp(), dModel);
            put(block + "mlp.b_out", dModel);
        }
    }

    private void addNorm(String name) {
        if (config.normalization() == Normalization.LN) {
            put(name + ".w", dModel);
            put(name + ".b", dModel);
        }
    }

    private void put(String name, long... shape) {
        shapes.put(name, shape);
    }
}

package dev.circuitry.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters a configuration needs, by TransformerLens' names, with their shapes. */
public final class ParameterShapes {
    private static final Pattern LAID_OUT_ANEW = Pattern.compile("attn\\.W_[QKV]$");

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

    /** How many numbers they are together. */
    public static long parameters(TransformerConfig config) {
        return of(config).values().stream().mapToLong(ParameterShapes::size).sum();
    }

    /**
     * How many of these numbers a model lays out anew for itself, beside those that models share:
     * what its heads read by, together.
     */
    public static long laidOutAnew(TransformerConfig config) {
        return of(config).entrySet().stream()
                .filter(parameter -> LAID_OUT_ANEW.matcher(parameter.getKey()).find())
                .mapToLong(parameter -> size(parameter.getValue()))
                .sum();
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private void add() {
        Dimensions sizes = config.dimensions();
        put("embed.W_E", sizes.vocabulary(), dModel);
        if (config.positions().kind().areLearned()) {
            put("pos_embed.W_pos", sizes.context(), dModel);
        }
        for (int layer = 0; layer < sizes.layers(); layer++) {
            addAttention("blocks." + layer + ".");
            if (sizes.hasMlps()) {
                addMlp("blocks." + layer + ".");
            }
        }
        addNorm("ln_final", config.norm().last());
        put("unembed.W_U", dModel, sizes.outputs());
        put("unembed.b_U", sizes.outputs());
    }

    private void addAttention(String block) {
        Dimensions sizes = config.dimensions();
        addNorm(block + "ln1", config.norm().kind());
        for (char channel : new char[] {'Q', 'K', 'V'}) {
            int heads = channel == 'Q' ? sizes.heads() : sizes.keyValueHeads();
            put(block + "attn.W_" + channel, heads, dModel, sizes.dHead());
            put(block + "attn.b_" + channel, heads, sizes.dHead());
        }
        put(block + "attn.W_O", sizes.heads(), sizes.dHead(), dModel);
        put(block + "attn.b_O", dModel);
    }

    private void addMlp(String block) {
        int hidden = config.dimensions().dMlp();
        addNorm(block + "ln2", config.norm().kind());
        if (config.mlp().gated()) {
            put(block + "mlp.W_gate", dModel, hidden);
        }
        put(block + "mlp.W_in", dModel, hidden);
        put(block + "mlp.b_in", hidden);
        put(block + "mlp.W_out", hidden, dModel);
        put(block + "mlp.b_out", dModel);
    }

    private void addNorm(String name, Normalization kind) {
        if (kind.hasWeight()) {
            put(name + ".w", dModel);
        }
        if (kind.hasBias()) {
            put(name + ".b", dModel);
        }
    }

    private void put(String name, long... shape) {
        shapes.put(name, shape);
    }
}

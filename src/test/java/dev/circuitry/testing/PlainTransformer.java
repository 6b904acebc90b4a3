package dev.circuitry.testing;

import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.model.Activation;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.Positions;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import java.util.Arrays;

/**
 * A transformer in plain loops over {@code double[]}, one prompt at a time: slow, short, and without a line in common with the
 * one it checks. Arrays are {@code [pos][width]}.
 */
public final class PlainTransformer {
    private final Weights weights;
    private final TransformerConfig config;
    private final int width;
    private final int headWidth;

    /** A model of these weights. */
    public PlainTransformer(Weights weights) {
        this.weights = weights;
        this.config = weights.config();
        this.width = config.dimensions().dModel();
        this.headWidth = config.dimensions().dHead();
    }

    /** Sees and changes what nodes carry. */
    public interface Intervention {
        /** The activation of a node to go on with; own is what the model computed. */
        double[][] at(Node node, double[][] own);
    }

    /** Logits of one prompt, {@code [pos][outputs]}. */
    public double[][] logits(int[] tokens, boolean splitEmbedding, Intervention intervention) {
        double[][] positions = new double[tokens.length][];
        double[][] resid = new double[tokens.length][];
        for (int p = 0; p < tokens.length; p++) {
            resid[p] = row("embed.W_E", tokens[p], width);
            positions[p] = row("pos_embed.W_pos", p, width);
        }
        boolean shortformer = config.positions() == Positions.SHORTFORMER;
        if (splitEmbedding) {
            resid = intervention.at(Node.whole(NodeKind.TOKEN_EMBED, 0), resid);
            positions = intervention.at(Node.whole(NodeKind.POS_EMBED, 0), positions);
        }
        resid = shortformer ? copy(resid) : sum(resid, positions);
        if (!splitEmbedding) {
            resid = copy(intervention.at(Node.whole(NodeKind.EMBED, 0), resid));
        }
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            resid = block(layer, resid, shortformer ? positions : null, intervention);
        }
        var output = Node.whole(NodeKind.OUTPUT, config.dimensions().layers() - 1);
        double[][] read = norm("ln_final", intervention.at(output, resid));
        return affine(read, values("unembed.W_U"), 0, config.dimensions().outputs(), values("unembed.b_U"), 0);
    }

    private double[][] block(int layer, double[][] before, double[][] positions, Intervention intervention) {
        String block = "blocks." + layer + ".";
        double[][] after = copy(before);
        for (int head = 0; head < config.dimensions().heads(); head++) {
            double[][] z = attend(layer, head, before, positions, intervention);
            double[][] result = affine(
                    z, values(block + "attn.W_O"), head * headWidth * width, width, new double[width], 0);
            add(after, intervention.at(Node.head(NodeKind.RESULT, layer, head), result));
        }
        for (double[] place : after) {
            addRow(place, values(block + "attn.b_O"), 0);
        }
        if (config.dimensions().hasMlps()) {
            double[][] read = norm(block + "ln2", intervention.at(Node.whole(NodeKind.MLP_IN, layer), copy(after)));
            int hidden = config.dimensions().dMlp();
            double[][] post = affine(read, values(block + "mlp.W_in"), 0, hidden, values(block + "mlp.b_in"), 0);
            for (double[] place : post) {
                Arrays.setAll(place, i -> activate(place[i]));
            }
            double[][] out = affine(post, values(block + "mlp.W_out"), 0, width, values(block + "mlp.b_out"), 0);
            add(after, intervention.at(Node.whole(NodeKind.MLP_OUT, layer), out));
        }
        return after;
    }

    private double[][] attend(int layer, int head, double[][] resid, double[][] positions, Intervention intervention) {
        double[][] q = channel(layer, head, NodeKind.Q, NodeKind.Q_INPUT, resid, positions, intervention);
        double[][] k = channel(layer, head, NodeKind.K, NodeKind.K_INPUT, resid, positions, intervention);
        double[][] v = channel(layer, head, NodeKind.V, NodeKind.V_INPUT, resid, null, intervention);
        double[][] z = new double[q.length][headWidth];
        for (int query = 0; query < q.length; query++) {
            double[] pattern = new double[q.length];
            double total = 0;
            for (int key = 0; key < q.length; key++) {
                boolean visible = !config.causal() || key <= query;
                pattern[key] = visible ? Math.exp(dot(q[query], k[key]) / Math.sqrt(headWidth)) : 0;
                total += pattern[key];
            }
            for (int key = 0; key < q.length; key++) {
                for (int i = 0; i < headWidth; i++) {
                    z[query][i] += pattern[key] / total * v[key][i];
                }
            }
        }
        return z;
    }

    private double[][] channel(
            int layer, int head, NodeKind kind, NodeKind input, double[][] resid, double[][] positions,
            Intervention intervention) {
        double[][] read = norm("blocks." + layer + ".ln1", intervention.at(Node.head(input, layer, head), copy(resid)));
        double[][] placed = positions == null ? read : sum(read, positions);
        String suffix = "_" + Character.toUpperCase(kind.channel());
        double[] matrix = values("blocks." + layer + ".attn.W" + suffix);
        double[] bias = values("blocks." + layer + ".attn.b" + suffix);
        double[][] own = affine(placed, matrix, head * width * headWidth, headWidth, bias, head * headWidth);
        return intervention.at(Node.head(kind, layer, head), own);
    }

    private double[][] norm(String name, double[][] x) {
        if (config.normalization() == Normalization.NONE) {
            return x;
        }
        double[][] normalized = new double[x.length][];
        for (int p = 0; p < x.length; p++) {
            double mean = Arrays.stream(x[p]).average().orElseThrow();
            double[] centred = Arrays.stream(x[p]).map(value -> value - mean).toArray();
            double scale = Math.sqrt(dot(centred, centred) / centred.length + 1e-5);
            double[] place = Arrays.stream(centred).map(value -> value / scale).toArray();
            if (config.normalization() == Normalization.LN) {
                double[] weight = values(name + ".w");
                double[] bias = values(name + ".b");
                Arrays.setAll(place, i -> place[i] * weight[i] + bias[i]);
            }
            normalized[p] = place;
        }
        return normalized;
    }

    private double activate(double x) {
        return config.activation() == Activation.RELU
                ? Math.max(0, x)
                : 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    private double[] values(String name) {
        return weights.tensors().get(name).values();
    }

    private double[] row(String name, int row, int length) {
        return Arrays.copyOfRange(values(name), row * length, (row + 1) * length);
    }

    /** x times a matrix that starts at an offset, plus a bias that does. */
    private static double[][] affine(
            double[][] x, double[] matrix, int offset, int columns, double[] bias, int biasOffset) {
        double[][] product = new double[x.length][columns];
        for (int p = 0; p < x.length; p++) {
            for (int column = 0; column < columns; column++) {
                double value = bias[biasOffset + column];
                for (int row = 0; row < x[p].length; row++) {
                    value += x[p][row] * matrix[offset + row * columns + column];
                }
                product[p][column] = value;
            }
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] copy(double[][] x) {
        return Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = copy(a);
        add(sum, b);
        return sum;
    }

    private static void add(double[][] to, double[][] what) {
        for (int p = 0; p < to.length; p++) {
            addRow(to[p], what[p], 0);
        }
    }

    private static void addRow(double[] to, double[] what, int offset) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[offset + i];
        }
    }
}

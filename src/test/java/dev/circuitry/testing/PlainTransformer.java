package dev.circuitry.testing;

import dev.circuitry.graph.Node;
import dev.circuitry.graph.NodeKind;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.Positions;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import java.util.Arrays;

/**
 * A transformer in plain loops over {@code double[]}, one prompt at a time: slow, short, and
 * without a line in common with the one it checks. Arrays are {@code [pos][width]}.
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
        double[][] resid = new double[tokens.length][];
        for (int p = 0; p < tokens.length; p++) {
            resid[p] = row("embed.W_E", tokens[p], width);
        }
        if (splitEmbedding) {
            resid = intervention.at(Node.whole(NodeKind.TOKEN_EMBED, 0), resid);
        }
        double[][] beside = null;
        if (config.positions().kind().areLearned()) {
            double[][] positions = new double[tokens.length][];
            Arrays.setAll(positions, p -> row("pos_embed.W_pos", p, width));
            if (splitEmbedding) {
                positions = intervention.at(Node.whole(NodeKind.POS_EMBED, 0), positions);
            }
            boolean shortformer = config.positions().kind() == Positions.SHORTFORMER;
            beside = shortformer ? positions : null;
            resid = shortformer ? resid : sum(resid, positions);
        }
        resid = splitEmbedding ? resid : intervention.at(Node.whole(NodeKind.EMBED, 0), resid);
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            resid = block(layer, copy(resid), beside, intervention);
        }
        var output = Node.whole(NodeKind.OUTPUT, config.dimensions().layers() - 1);
        double[][] read = norm("ln_final", intervention.at(output, resid));
        return affine(
                read,
                values("unembed.W_U"),
                0,
                config.dimensions().outputs(),
                values("unembed.b_U"),
                0);
    }

    private double[][] block(
            int layer, double[][] before, double[][] beside, Intervention intervention) {
        String block = "blocks." + layer + ".";
        double[][] after = copy(before);
        for (int head = 0; head < config.dimensions().heads(); head++) {
            double[][] z = attend(layer, head, before, beside, intervention);
            double[][] result =
                    affine(
                            z,
                            values(block + "attn.W_O"),
                            head * headWidth * width,
                            width,
                            new double[width],
                            0);
            add(after, intervention.at(Node.head(NodeKind.RESULT, layer, head), result));
        }
        for (double[] place : after) {
            addRow(place, values(block + "attn.b_O"));
        }
        if (config.dimensions().hasMlps()) {
            double[][] read = copy(config.mlp().parallel() ? before : after);
            double[][] out =
                    mlp(
                            block,
                            norm(
                                    block + "ln2",
                                    intervention.at(Node.whole(NodeKind.MLP_IN, layer), read)));
            add(after, intervention.at(Node.whole(NodeKind.MLP_OUT, layer), out));
        }
        return after;
    }

    private double[][] mlp(String block, double[][] read) {
        int hidden = config.dimensions().dMlp();
        double[] none = new double[hidden];
        boolean gated = config.mlp().gated();
        double[] bias = values(block + "mlp.b_in");
        double[][] linear =
                affine(read, values(block + "mlp.W_in"), 0, hidden, gated ? none : bias, 0);
        double[][] gate =
                gated ? affine(read, values(block + "mlp.W_gate"), 0, hidden, none, 0) : linear;
        double[][] post = new double[read.length][hidden];
        for (int p = 0; p < read.length; p++) {
            for (int i = 0; i < hidden; i++) {
                post[p][i] =
                        activate(gate[p][i]) * (gated ? linear[p][i] : 1) + (gated ? bias[i] : 0);
            }
        }
        return affine(post, values(block + "mlp.W_out"), 0, width, values(block + "mlp.b_out"), 0);
    }

    private double[][] attend(
            int layer, int head, double[][] resid, double[][] beside, Intervention intervention) {
        int group = head / config.dimensions().queriesPerKey();
        double[][] q =
                rotated(
                        channel(
                                layer,
                                head,
                                NodeKind.Q,
                                NodeKind.Q_INPUT,
                                resid,
                                beside,
                                intervention));
        double[][] k =
                rotated(
                        channel(
                                layer,
                                group,
                                NodeKind.K,
                                NodeKind.K_INPUT,
                                resid,
                                beside,
                                intervention));
        double[][] v =
                channel(layer, group, NodeKind.V, NodeKind.V_INPUT, resid, null, intervention);
        double scale = config.attention().scaled() ? Math.sqrt(headWidth) : 1;
        int window =
                config.attention().window() == 0 ? Integer.MAX_VALUE : config.attention().window();
        double[][] z = new double[q.length][headWidth];
        for (int query = 0; query < q.length; query++) {
            double[] pattern = new double[q.length];
            double total = 0;
            for (int key = 0; key < q.length; key++) {
                boolean visible =
                        !config.attention().causal() || (key <= query && query - key < window);
                pattern[key] = visible ? Math.exp(dot(q[query], k[key]) / scale) : 0;
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

    /** Pairs turned by position times frequency, as complex numbers. */
    private double[][] rotated(double[][] x) {
        var rotary = config.positions().rotary();
        if (rotary == null) {
            return x;
        }
        double[][] turned = copy(x);
        int pairs = rotary.frequencies().length;
        for (int p = 0; p < x.length; p++) {
            for (int pair = 0; pair < pairs; pair++) {
                int re = rotary.adjacent() ? 2 * pair : pair;
                int im = rotary.adjacent() ? 2 * pair + 1 : pair + pairs;
                double angle = p * rotary.frequencies()[pair];
                turned[p][re] = x[p][re] * Math.cos(angle) - x[p][im] * Math.sin(angle);
                turned[p][im] = x[p][im] * Math.cos(angle) + x[p][re] * Math.sin(angle);
            }
        }
        return turned;
    }

    private double[][] channel(
            int layer,
            int head,
            NodeKind kind,
            NodeKind input,
            double[][] resid,
            double[][] beside,
            Intervention intervention) {
        boolean grouped = kind != NodeKind.Q && config.dimensions().queriesPerKey() > 1;
        double[][] own = intervention.at(new Node(input, layer, head, grouped), copy(resid));
        double[][] read = norm("blocks." + layer + ".ln1", own);
        double[][] placed = beside == null ? read : sum(read, beside);
        String suffix = "_" + Character.toUpperCase(kind.channel());
        double[] matrix = values("blocks." + layer + ".attn.W" + suffix);
        double[] bias = values("blocks." + layer + ".attn.b" + suffix);
        return intervention.at(
                new Node(kind, layer, head, grouped),
                affine(
                        placed,
                        matrix,
                        head * width * headWidth,
                        headWidth,
                        bias,
                        head * headWidth));
    }

    private double[][] norm(String name, double[][] x) {
        var kind = name.equals("ln_final") ? config.norm().last() : config.norm().kind();
        if (kind == Normalization.NONE) {
            return x;
        }
        double[][] normalized = new double[x.length][];
        for (int p = 0; p < x.length; p++) {
            double mean = kind.isCentring() ? Arrays.stream(x[p]).average().orElseThrow() : 0;
            double[] centred = Arrays.stream(x[p]).map(value -> value - mean).toArray();
            double scale =
                    Math.sqrt(dot(centred, centred) / centred.length + config.norm().epsilon());
            double[] place = Arrays.stream(centred).map(value -> value / scale).toArray();
            if (kind.hasWeight()) {
                Arrays.setAll(place, i -> place[i] * values(name + ".w")[i]);
            }
            if (kind.hasBias()) {
                addRow(place, values(name + ".b"));
            }
            normalized[p] = place;
        }
        return normalized;
    }

    private double activate(double x) {
        return switch (config.mlp().activation()) {
            case RELU -> Math.max(0, x);
            case SILU -> x / (1 + Math.exp(-x));
            case GELU -> x * normalCdf(x);
            case GELU_NEW ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
        };
    }

    /**
     * The normal distribution's cumulative density by its power series, exact to rounding for small
     * arguments.
     */
    private static double normalCdf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / (2 * n);
            sum += term / (2 * n + 1);
        }
        return 0.5 + sum / Math.sqrt(2 * Math.PI);
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
            addRow(to[p], what[p]);
        }
    }

    private static void addRow(double[] to, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }
}

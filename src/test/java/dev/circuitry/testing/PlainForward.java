package dev.circuitry.testing;

import dev.circuitry.rasp.compiler.CompiledTransformer;
import dev.circuitry.rasp.compiler.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward pass of a compiled transformer, in plain doubles and as plainly as it can be said: an
 * oracle that shares no code with the models that run in production.
 */
public final class PlainForward {

    private PlainForward() {}

    /** The final residual stream on one sequence of token ids, [position][dModel]. */
    public static double[][] residual(CompiledTransformer model, int... tokenIds) {
        double[][] residual = embed(model, tokenIds);
        for (CompiledTransformer.Layer layer : model.layers()) {
            add(residual, attend(residual, layer.attention(), model.keySize()));
            double[][] hidden = times(residual, layer.mlp().linear1());
            relu(hidden);
            add(residual, times(hidden, layer.mlp().linear2()));
        }
        return residual;
    }

    /** The program's output on a sequence, one value a token: the first position is left out. */
    public static List<Object> output(CompiledTransformer model, List<?> sequence) {
        double[][] residual = residual(model, model.tokens().encode(sequence));
        List<Object> output = new ArrayList<>();
        for (int position = 1; position < residual.length; position++) {
            output.add(model.output().decode(residual[position]));
        }
        return output;
    }

    private static double[][] embed(CompiledTransformer model, int[] tokenIds) {
        double[][] residual = new double[tokenIds.length][model.dModel()];
        for (int position = 0; position < tokenIds.length; position++) {
            for (int i = 0; i < model.dModel(); i++) {
                residual[position][i] =
                        model.embeddings().token().at(tokenIds[position], i)
                                + model.embeddings().position().at(position, i);
            }
        }
        return residual;
    }

    private static double[][] attend(
            double[][] residual, CompiledTransformer.Attention attention, int keySize) {
        double[][] query = times(residual, attention.query());
        double[][] key = times(residual, attention.key());
        double[][] value = times(residual, attention.value());
        double[][] mixed = new double[residual.length][attention.heads() * keySize];
        for (int first = 0; first < mixed[0].length; first += keySize) {
            for (int to = 0; to < residual.length; to++) {
                double[] pattern = pattern(query[to], key, first, keySize);
                for (int from = 0; from < residual.length; from++) {
                    for (int i = first; i < first + keySize; i++) {
                        mixed[to][i] += pattern[from] * value[from][i];
                    }
                }
            }
        }
        return times(mixed, attention.linear());
    }

    private static double[] pattern(double[] query, double[][] keys, int first, int keySize) {
        double[] pattern = new double[keys.length];
        double sum = 0;
        for (int from = 0; from < keys.length; from++) {
            double score = 0;
            for (int i = first; i < first + keySize; i++) {
                score += query[i] * keys[from][i];
            }
            pattern[from] = Math.exp(score / Math.sqrt(keySize));
            sum += pattern[from];
        }
        for (int from = 0; from < keys.length; from++) {
            pattern[from] /= sum;
        }
        return pattern;
    }

    private static double[][] times(double[][] rows, Matrix matrix) {
        double[][] product = new double[rows.length][matrix.columns()];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < matrix.rows(); i++) {
                if (rows[row][i] == 0) {
                    continue; // compiled weights and activations are mostly zero
                }
                for (int column = 0; column < matrix.columns(); column++) {
                    product[row][column] += rows[row][i] * matrix.at(i, column);
                }
            }
        }
        return product;
    }

    private static void relu(double[][] rows) {
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.max(0, row[i]);
            }
        }
    }

    private static void add(double[][] rows, double[][] more) {
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                rows[row][i] += more[row][i];
            }
        }
    }
}

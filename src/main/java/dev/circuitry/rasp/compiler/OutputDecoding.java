package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Encoding;
import java.util.List;

/**
 * How to read a program's output off the final residual stream, at any position but the first,
 * where the sequence begins and the output means nothing.
 *
 * @param encoding whether the largest of {@code dimensions} names the value or the only one is it
 * @param dimensions the output's dimensions in the residual stream
 * @param values the value each dimension stands for; empty for a numerical output
 */
public record OutputDecoding(Encoding encoding, List<Integer> dimensions, List<Object> values) {

    public OutputDecoding {
        dimensions = List.copyOf(dimensions);
        values = List.copyOf(values);
    }

    /**
     * The output at one position; the first value where no dimension stands out.
     *
     * @param residual the final residual stream there, [dModel]
     */
    public Object decode(double[] residual) {
        if (encoding == Encoding.NUMERICAL) {
            return residual[dimensions.get(0)];
        }
        int best = 0;
        for (int i = 1; i < dimensions.size(); i++) {
            if (residual[dimensions.get(i)] > residual[dimensions.get(best)]) {
                best = i;
            }
        }
        return values.get(best);
    }
}

package dev.circuitry.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/**
 * Minus the probability of the years after a row's start year plus that of those up to it
 * (reference: greaterthan/utils.py). The answer is the start year, the wrong answers are all years
 * in order.
 */
final class LaterYears extends ScoredMetric {
    private final NDArray years; // [scored, years]
    private final NDArray signs; // [scored, years], 1 where later, else -1

    LaterYears(Targets targets) {
        super(targets);
        long[][] all = targets.requireWrongAnswers();
        years = ScoredRows.columns(targets.clean(), all);
        signs = signs(targets.clean(), targets.requireAnswers(), all);
    }

    /**
     * A start in the year 00 has no year up to it, for the reference counts all as later; nor has
     * one that is none of the years.
     */
    private static NDArray signs(NDArray beside, long[] starts, long[][] years) {
        double[] signs =
                IntStream.range(0, starts.length)
                        .boxed()
                        .flatMapToDouble(
                                row -> {
                                    int start = indexOf(years[row], starts[row]);
                                    return IntStream.range(0, years[row].length)
                                            .mapToDouble(
                                                    year -> start == 0 || year > start ? 1 : -1);
                                })
                        .toArray();
        return beside.getManager()
                .create(signs, new Shape(starts.length, years[0].length))
                .toType(beside.getDataType(), false);
    }

    private static int indexOf(long[] years, long start) {
        return IntStream.range(0, years.length)
                .filter(year -> years[year] == start)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public double ofScored(ScoredLogits logits) {
        var probs = ScoredRows.pick(logits.all().softmax(-1), years); // [scored, years]
        return ScoredRows.number(probs.mul(signs).sum(new int[] {1}).mean().neg());
    }
}

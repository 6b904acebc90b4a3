package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.metric.Scored;
import dev.circuitry.model.Places;
import dev.circuitry.model.TokenBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The scored positions as a rectangle, as many in each row as in the row with most: where a row has
 * fewer its last stands in, and its first position where it has none. So values at scored positions
 * are {@code [batch, scored pos, ...]}, and every operation on values at all positions fits them.
 * Batches of several variants of the prompts, one after the other, are served alike.
 */
final class ScoredPositions {
    private final int rows;
    private final int length;
    private final int width;
    private final long[] positions; // [batch * scored pos]
    private final long[] picked; // of each scored place its place in the rectangle
    private final NDManager manager;
    private final @Nullable NDArray real; // [batch, 1, 1, pos]
    private final Map<Integer, Variants> byCount = new HashMap<>();

    /**
     * Those of prompts.
     *
     * @param type the model's precision
     * @param manager owns what is made, until it is closed
     */
    ScoredPositions(Scored scored, TokenBatch batch, DataType type, NDManager manager) {
        rows = (int) batch.tokens().getShape().get(0);
        length = (int) batch.tokens().getShape().get(1);
        this.manager = manager;
        var padding = batch.real(type);
        real = padding == null ? null : kept(padding.duplicate()); // it may be the batch's own
        long[][] byRow =
                IntStream.range(0, rows)
                        .mapToObj(row -> positionsOf(scored, row))
                        .toArray(long[][]::new);
        int most = IntStream.range(0, rows).map(row -> byRow[row].length).max().orElse(0);
        width = most == 0 ? 1 : most;
        positions = new long[rows * width];
        picked = new long[scored.count()];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                int last = byRow[row].length - 1;
                positions[row * width + i] = last < 0 ? 0 : byRow[row][Math.min(i, last)];
                if (i <= last) {
                    picked[next++] =
                            isAll() ? (long) row * length + byRow[row][i] : (long) row * width + i;
                }
            }
        }
    }

    private long[] positionsOf(Scored scored, int row) {
        return LongStream.of(scored.places())
                .filter(place -> place / length == row)
                .map(place -> place % length)
                .toArray();
    }

    /** Whether some row is scored at every position, so that leaving any out gains nothing. */
    boolean isAll() {
        return width == length;
    }

    /** Rows of a value of one variant. */
    long rows(boolean everywhere) {
        return (long) rows * (everywhere ? length : width);
    }

    /** For so many variants at once. */
    Variants variants(int count) {
        return byCount.computeIfAbsent(count, this::make);
    }

    private Variants make(int count) {
        long[] everyPosition = repeated(positions, 0, count);
        long[] flat =
                IntStream.range(0, everyPosition.length)
                        .mapToLong(i -> (long) (i / width) * length + everyPosition[i])
                        .toArray();
        var tiledReal = real == null ? null : kept(Variants.repeated(real, count));
        var everywhere = new Places(null, tiledReal);
        var shape = new Shape((long) count * rows, width);
        var scored =
                isAll()
                        ? everywhere
                        : new Places(kept(manager.create(everyPosition, shape)), tiledReal);
        long[] places = repeated(picked, (long) rows * width, count);
        return new Variants(
                count,
                everywhere,
                scored,
                kept(manager.create(flat)),
                kept(manager.create(places)));
    }

    /** Copies one after the other, each further on by so much. */
    private static long[] repeated(long[] values, long step, int count) {
        return IntStream.range(0, count)
                .mapToObj(copy -> LongStream.of(values).map(value -> value + copy * step))
                .flatMapToLong(copy -> copy)
                .toArray();
    }

    /** Outlives the pass that needs it first. */
    private NDArray kept(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }
}

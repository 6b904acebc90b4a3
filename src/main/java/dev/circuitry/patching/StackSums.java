package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.BitSet;
import java.util.List;

/**
 * Sums of some senders' differences each, of those that lie on a {@link DifferenceStack} when it is
 * made: a product a position with a matrix of zeros and ones, or where sums are of fewer senders,
 * of what they read alone.
 */
final class StackSums {
    /** Of all senders: where sums are of fewer, reading these alone is faster than a product. */
    private static final double FEW = 0.5; // measured on two cores

    /** At most so many values of a difference are read at a time. */
    private static final int PIECE = 128;

    private final DifferenceStack stack;
    private final int count;
    private final long read; // numbers that say at each position what to read
    private final Adding adding;

    /** How sums are made of some rows of the stack, and added to what they differ from. */
    private interface Adding {
        NDArray of(NDArray rows, NDList references, long first);
    }

    /**
     * Sums on a stack.
     *
     * @param senders of each; all are there
     */
    StackSums(DifferenceStack stack, List<BitSet> senders) {
        this.stack = stack;
        this.count = senders.size();
        int terms = senders.stream().mapToInt(BitSet::cardinality).sum();
        boolean areFew = terms < FEW * count * stack.height();
        if (areFew && areBagsFast(stack.differences())) {
            int pieces = pieces((int) stack.shape().get(2));
            read = (long) terms * pieces;
            adding = bags(stack, senders, terms, pieces);
        } else {
            read = 0;
            adding = product(stack, senders);
        }
    }

    /** The engine reads chosen rows fast where they are float32 and the processor's. */
    private static boolean areBagsFast(NDArray rows) {
        return rows.getDataType() == DataType.FLOAT32 && !rows.getDevice().isGpu();
    }

    private static Adding bags(DifferenceStack stack, List<BitSet> senders, int terms, int pieces) {
        int[] chosen = new int[terms * pieces];
        int[] starts = new int[senders.size() * pieces];
        int end = 0;
        int bag = 0;
        for (BitSet ofSum : senders) {
            int[] places = ofSum.stream().map(stack::place).toArray();
            for (int piece = 0; piece < pieces; piece++) {
                starts[bag++] = end;
                for (int place : places) {
                    chosen[end++] = place * pieces + piece;
                }
            }
        }
        var manager = stack.differences().getManager();
        var read = manager.create(chosen);
        var from = manager.create(starts);
        return (rows, references, first) ->
                StackScript.bags(inPieces(rows, pieces), read, from, references, first);
    }

    /**
     * How many equal ones a difference is read in: the engine reads ahead sixteen at a time, which
     * should find room in the processor's nearest cache.
     */
    private static int pieces(int width) {
        int pieces = (width - 1) / PIECE + 1;
        while (width % pieces != 0) {
            pieces++;
        }
        return width / pieces < PIECE / 4 ? 1 : pieces; // tiny ones would not pay
    }

    private static NDArray inPieces(NDArray rows, int pieces) {
        var shape = rows.getShape();
        return rows.reshape(shape.get(0), shape.get(1) * pieces, shape.get(2) / pieces);
    }

    private static Adding product(DifferenceStack stack, List<BitSet> senders) {
        int height = stack.height();
        var ones = new float[senders.size() * height];
        for (int sum = 0; sum < senders.size(); sum++) {
            int first = sum * height;
            senders.get(sum).stream().forEach(sender -> ones[first + stack.place(sender)] = 1);
        }
        var differences = stack.differences();
        var chosen =
                differences
                        .getManager()
                        .create(ones, new Shape(senders.size(), height))
                        .toType(differences.getDataType(), false);
        return (rows, references, first) -> StackScript.product(rows, chosen, references, first);
    }

    /** How many numbers making them takes a row, beside the stack. */
    long rowSize() {
        return stack.shape().get(1) * (count * stack.shape().get(2) + read);
    }

    /** References and what the sums add to them, at every row. */
    NDArray all(NDList references) {
        return at(references, 0, stack.shape().get(0));
    }

    /**
     * The same at some rows: of one variant, or of whole ones.
     *
     * @param references of one variant, one a sum
     * @param from the first row
     * @param to the row after the last
     * @return {@code [rows, pos, sums, d_model]}; not to be written to
     */
    NDArray at(NDList references, long from, long to) {
        long length = stack.shape().get(1);
        long batch = references.get(0).getShape().get(0);
        var rows = new NDIndex().addSliceDim(from * length, to * length);
        return adding.of(stack.differences().get(rows), references, from % batch * length)
                .reshape(to - from, length, count, stack.shape().get(2));
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Senders' differences from their references, side by side at each position: what many receivers
 * sum of them is then a product a position with a matrix of zeros and ones, small enough for the
 * processor's cache, which reads every difference once and not once a receiver. Where receivers
 * have many senders each, additions take longer than the model.
 */
final class DifferenceStack {
    private final NDArray differences; // [batch * pos, senders, d_model]
    private final Shape shape;
    private final Map<Integer, Integer> places = new HashMap<>(); // by sender
    private final Map<Integer, NDArray> bySender = new HashMap<>(); // views of the same memory

    /** Memory for one stack after the other: fresh memory would cost as much as the sums. */
    static final class Buffer {
        private final NDManager manager;
        private final DataType type;
        private final long atOnce;
        private NDArray memory;

        /**
         * None yet.
         *
         * @param type of the values
         * @param atOnce how many values of sums to make before they are read
         * @param manager owns it
         */
        Buffer(DataType type, long atOnce, NDManager manager) {
            this.manager = manager;
            this.type = type;
            this.atOnce = atOnce;
            this.memory = kept(0);
        }

        private NDArray kept(long size) {
            var array = manager.create(new Shape(size), type);
            NDScope.unregister(array);
            return array;
        }

        /** How many values of sums to make before they are read. */
        long atOnce() {
            return atOnce;
        }

        private NDArray of(Shape shape) {
            long size = shape.size();
            if (memory.size() < size) {
                memory.close();
                memory = kept(size);
            }
            return memory.get(new NDIndex().addSliceDim(0, size)).reshape(shape);
        }
    }

    /**
     * An empty one, good until the next in the same buffer and as long as the scope around.
     *
     * @param senders the most there will be
     * @param shape of their values, {@code [batch, pos, d_model]}
     */
    DifferenceStack(Buffer buffer, int senders, Shape shape) {
        this.differences = buffer.of(new Shape(shape.get(0) * shape.get(1), senders, shape.get(2)));
        this.shape = shape;
    }

    /** Of one sender's values. */
    long rows() {
        return shape.get(0);
    }

    /** Values of a row of one sender. */
    long rowSize() {
        return shape.size() / shape.get(0);
    }

    boolean has(int sender) {
        return places.containsKey(sender);
    }

    /** Puts the difference of a sender that is not there beside the others. */
    void push(int sender, NDArray value, NDArray reference) {
        int place = places.size();
        var at = new NDIndex().addAllDim().addIndices(place);
        differences.set(at, value.reshape(shape.get(0) * shape.get(1), shape.get(2)));
        bySender.put(sender, differences.get(at).reshape(shape).subi(reference));
        places.put(sender, place);
    }

    /** A sender's difference; not to be written to. */
    NDArray of(int sender) {
        return Objects.requireNonNull(bySender.get(sender));
    }

    private int place(int sender) {
        return Objects.requireNonNull(places.get(sender));
    }

    /**
     * Which senders some sums are of.
     *
     * @param senders of each sum; all are on the stack
     * @return for {@link #sums}, {@code [sums, senders]}
     */
    NDArray chosen(List<BitSet> senders) {
        int height = places.size();
        var chosen = new float[senders.size() * height];
        for (int sum = 0; sum < senders.size(); sum++) {
            int first = sum * height;
            senders.get(sum).stream().forEach(sender -> chosen[first + place(sender)] = 1);
        }
        return differences
                .getManager()
                .create(chosen, new Shape(senders.size(), height))
                .toType(differences.getDataType(), false);
    }

    /**
     * Sums of differences at some rows.
     *
     * @param chosen by {@link #chosen}, since when none was pushed
     * @param from the first row
     * @param to the row after the last
     * @return {@code [rows, pos, sums, d_model]}
     */
    NDArray sums(NDArray chosen, long from, long to) {
        long length = shape.get(1);
        long sums = chosen.getShape().get(0);
        long senders = chosen.getShape().get(1);
        var read = new NDIndex().addSliceDim(from * length, to * length).addSliceDim(0, senders);
        return chosen.expandDims(0)
                .broadcast((to - from) * length, sums, senders)
                .matMul(differences.get(read)) // [rows * pos, sums, d_model]
                .reshape(to - from, length, sums, shape.get(2));
    }
}

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
 * Senders' differences from their references, one below the other: what many receivers sum of them
 * is then one product with a matrix of zeros and ones, which reads every difference once and not
 * once a receiver. Where receivers have many senders each, additions take longer than the model.
 */
final class DifferenceStack {
    private final NDArray rows; // [senders, batch * pos * d_model]
    private final Shape shape;
    private final Map<Integer, Integer> places = new HashMap<>(); // by sender

    /** Memory for one stack after the other: fresh memory would cost as much as the sums. */
    static final class Buffer {
        private final NDManager manager;
        private final DataType type;
        private NDArray memory;

        /**
         * None yet.
         *
         * @param type of the values
         * @param manager owns it
         */
        Buffer(DataType type, NDManager manager) {
            this.manager = manager;
            this.type = type;
            this.memory = kept(0);
        }

        private NDArray kept(long size) {
            var array = manager.create(new Shape(size), type);
            NDScope.unregister(array);
            return array;
        }

        private NDArray rows(long senders, long width) {
            long size = senders * width;
            if (memory.size() < size) {
                memory.close();
                memory = kept(size);
            }
            return memory.get(new NDIndex().addSliceDim(0, size)).reshape(senders, width);
        }
    }

    /**
     * An empty one, good until the next in the same buffer and as long as the scope around.
     *
     * @param senders the most there will be
     * @param shape of their values, {@code [batch, pos, d_model]}
     */
    DifferenceStack(Buffer buffer, int senders, Shape shape) {
        this.rows = buffer.rows(senders, shape.size());
        this.shape = shape;
    }

    /** Values of one sender. */
    long width() {
        return shape.size();
    }

    boolean has(int sender) {
        return places.containsKey(sender);
    }

    /** Puts the difference of a sender that is not there below the others. */
    void push(int sender, NDArray value, NDArray reference) {
        int place = places.size();
        rows.set(new NDIndex().addIndices(place), value.reshape(value.size()));
        row(place).subi(reference.reshape(reference.size()));
        places.put(sender, place);
    }

    /** A sender's difference; not to be written to. */
    NDArray of(int sender) {
        return row(place(sender)).reshape(shape);
    }

    private NDArray row(int place) {
        return rows.get(new NDIndex().addIndices(place));
    }

    private int place(int sender) {
        return Objects.requireNonNull(places.get(sender));
    }

    /**
     * Sums of differences.
     *
     * @param senders of each sum; all are on the stack
     * @return {@code [sums, batch, pos, d_model]}
     */
    NDArray sums(List<BitSet> senders) {
        int height = places.size();
        var chosen = new float[senders.size() * height];
        for (int sum = 0; sum < senders.size(); sum++) {
            int first = sum * height;
            senders.get(sum).stream().forEach(sender -> chosen[first + place(sender)] = 1);
        }
        return rows.getManager()
                .create(chosen, new Shape(senders.size(), height))
                .toType(rows.getDataType(), false)
                .matMul(rows.get(new NDIndex().addSliceDim(0, height)))
                .reshape(new Shape(senders.size()).addAll(shape));
    }
}

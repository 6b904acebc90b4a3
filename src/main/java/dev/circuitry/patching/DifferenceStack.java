package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Senders' differences from their references, side by side at each position: so {@link StackSums}
 * makes what many receivers sum of them position by position, each small enough for the processor's
 * cache. Where receivers have many senders each, additions of whole differences take longer than
 * the model.
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

    boolean has(int sender) {
        return places.containsKey(sender);
    }

    /**
     * Puts the differences of senders that are not there beside the others.
     *
     * @param references of one variant
     */
    void push(List<Integer> senders, NDList values, NDList references) {
        int first = places.size();
        StackScript.subtract(differences, first, values, references);
        for (int i = 0; i < senders.size(); i++) {
            places.put(senders.get(i), first + i);
        }
    }

    /** A sender's difference; not to be written to. */
    NDArray of(int sender) {
        return bySender.computeIfAbsent(
                sender,
                missing ->
                        differences
                                .get(new NDIndex().addAllDim().addIndices(place(sender)))
                                .reshape(shape));
    }

    /** A sender's place among the others. */
    int place(int sender) {
        return Objects.requireNonNull(places.get(sender));
    }

    /** How many are there. */
    int height() {
        return places.size();
    }

    /** All of them, and room for those to come, {@code [batch * pos, senders, d_model]}. */
    NDArray differences() {
        return differences;
    }

    /** Of one sender's values, {@code [batch, pos, d_model]}. */
    Shape shape() {
        return shape;
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's sums as senders leave it during a step, so that the next removal costs one addition:
 * those of the call before and of this one. Senders that change are not among them.
 */
final class StepSums {
    private final NDManager manager;
    private int receiver = -1;
    private List<Sum> before = new ArrayList<>();
    private List<Sum> now = new ArrayList<>();

    /** A sum that lacks senders. */
    record Sum(BitSet lost, NDArray value) {}

    /**
     * None yet.
     *
     * @param manager owns them
     */
    StepSums(NDManager manager) {
        this.manager = manager;
    }

    /** Another call begins; what served the one before the last is let go. */
    void next() {
        if (!now.isEmpty()) {
            close(before);
            before = now;
            now = new ArrayList<>();
        }
    }

    /** Another step begins. */
    void clear() {
        close(before);
        close(now);
        before = new ArrayList<>();
        now = new ArrayList<>();
        receiver = -1;
    }

    private static void close(List<Sum> sums) {
        sums.forEach(sum -> sum.value().close());
    }

    /** The sum that lacks most of what is lost and nothing else; null where there is none. */
    @Nullable Sum nearest(int receiver, BitSet lost) {
        if (receiver != this.receiver) {
            return null;
        }
        Sum nearest = null;
        for (List<Sum> sums : List.of(now, before)) {
            for (Sum sum : sums) {
                boolean fits = isPart(sum.lost(), lost);
                if (fits
                        && (nearest == null
                                || sum.lost().cardinality() > nearest.lost().cardinality())) {
                    nearest = sum;
                }
            }
        }
        return nearest;
    }

    private static boolean isPart(BitSet part, BitSet whole) {
        var rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    /** Takes a sum in, which is never written to again. */
    void put(int receiver, BitSet lost, NDArray value) {
        if (receiver != this.receiver) {
            clear();
            this.receiver = receiver;
        }
        NDScope.unregister(value);
        value.attach(manager);
        now.add(new Sum((BitSet) lost.clone(), value));
    }
}

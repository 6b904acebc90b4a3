package dev.circuitry.patching;

import ai.djl.ndarray.NDManager;
import dev.circuitry.metric.Scored;
import dev.circuitry.spec.Ablation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as its rows are worked through: all at once, or a slice after the other where the
 * activations of all do not fit memory. Holds the ablated activations of one slice, and runs for
 * those of another when it is asked for them: of all, where all is one slice, it runs once.
 */
final class Slices {
    private final List<Slice> slices = new ArrayList<>();
    private final AblatedRun run;
    private final NDManager manager;
    private final boolean isTwoPasses;
    private @Nullable NDManager held;
    private @Nullable Activations ablated;
    private int current = -1;
    private long runs;

    /**
     * Some rows.
     *
     * @param prompts theirs
     * @param scored where they are, counted from the first of them
     */
    record Slice(Prompts prompts, Scored scored) {}

    /**
     * Slices of a setting's prompts, as equal as can be; for means the corrupted prompts are run.
     *
     * @param parent owns what is held
     */
    Slices(FullForwardEvaluator.Setting setting, NDManager parent) {
        manager = parent.newSubManager();
        isTwoPasses = setting.ablation() == Ablation.MEAN;
        var prompts = setting.prompts();
        int rows = prompts.clean().rows();
        int length = prompts.clean().length();
        int count = (rows - 1) / setting.rowsAtOnce() + 1;
        for (int slice = 0; slice < count; slice++) {
            int from = (int) ((long) rows * slice / count);
            int to = (int) ((long) rows * (slice + 1) / count);
            slices.add(
                    new Slice(
                            prompts.slice(from, to),
                            setting.metric().scored().slice(from, to, length)));
        }
        run =
                new AblatedRun(
                        setting.model(),
                        setting.graph(),
                        setting.ablation(),
                        slices.stream().map(Slice::prompts).toList(),
                        manager);
    }

    int count() {
        return slices.size();
    }

    Slice get(int slice) {
        return slices.get(slice);
    }

    /** The ablated activations of a slice; good until another's are asked for. */
    Activations ablated(int slice) {
        var found = ablated;
        if (found == null || slice != current) {
            if (held != null) {
                held.close();
            }
            held = manager.newSubManager();
            found = run.of(slices.get(slice).prompts(), held);
            ablated = found;
            current = slice;
            runs++;
        }
        return found;
    }

    /** Passes over the whole batch so far. */
    long passes() {
        return runs / count() + (isTwoPasses ? 1 : 0);
    }
}

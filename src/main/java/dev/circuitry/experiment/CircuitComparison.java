package dev.circuitry.experiment;

/**
 * A circuit held against the known one (reference: roc_plot_generator.py).
 *
 * @param edges over all counted edges of the graph
 * @param nodes over the graph's nodes as the reference filters them: MLP inputs left out
 */
public record CircuitComparison(Counts edges, Counts nodes) {
    /** True and false positives and negatives. */
    public record Counts(int tp, int fp, int fn, int tn) {
        /** Share of the known that was found; 1 where nothing is known. */
        public double tpr() {
            return tp + fn == 0 ? 1 : (double) tp / (tp + fn);
        }

        /** Share of the others that was taken for known; 0 where there are no others. */
        public double fpr() {
            return fp + tn == 0 ? 0 : (double) fp / (fp + tn);
        }

        /** Share of the found that is known; 1 where nothing was found. */
        public double precision() {
            return tp + fp == 0 ? 1 : (double) tp / (tp + fp);
        }
    }

    /** Whether the circuit has exactly the known edges. */
    public boolean isExact() {
        return edges.fp() == 0 && edges.fn() == 0;
    }
}

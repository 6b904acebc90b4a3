package dev.circuitry.patching;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.metric.Metric;
import dev.circuitry.model.ModelParts;
import java.util.List;

/**
 * Measures circuits by computing only what they change of the circuit at the start of their step:
 * nodes downstream of the changed receivers along kept edges, at the positions that reach the
 * score. Agrees with {@link FullForwardEvaluator} up to rounding. A step's start costs what it
 * changes of the start before; circuits of one call run as one batch. Holds the values of all nodes
 * on which the output depends, besides the ablated ones; for one thread.
 */
public final class IncrementalEvaluator implements CircuitEvaluator, AutoCloseable {
    /**
     * Of values of {@code d_model} that variants make together: beyond this a batch of them costs
     * what they cost one by one; measured on two cores.
     */
    public static final long ROWS_AT_ONCE = 32_768;

    private static final int WIDEST = 32;

    /** Of values of heads' inputs: products over fewer rows read the weights more often. */
    private static final long SUMS_AT_ONCE = 16_000_000;

    /** Of values near one: a multiple of float32's rounding unit, and what float64 stays below. */
    private static final double FLOAT32_NOISE = 64 * Math.ulp(1f);

    private static final double FLOAT64_NOISE = 1e-12;

    private final NDManager manager;
    private final ModelParts parts;
    private final BatchValues batch;
    private final Metric metric;
    private final double noise;

    private IncrementalEvaluator(
            FullForwardEvaluator.Setting setting,
            Slices slices,
            long sumsAtOnce,
            NDManager manager) {
        this.manager = manager;
        this.metric = setting.metric();
        this.parts = setting.model().parts();
        this.noise = setting.model().type() == DataType.FLOAT64 ? FLOAT64_NOISE : FLOAT32_NOISE;
        var order = new NodeOrder(setting.graph());
        this.batch =
                slices.count() == 1
                        ? new WholeBatch(values(0, slices, setting, order, sumsAtOnce, manager))
                        : new SlicedBatch(
                                slices,
                                (slice, owner) ->
                                        values(slice, slices, setting, order, sumsAtOnce, owner),
                                manager);
    }

    private static CircuitValues values(
            int slice,
            Slices slices,
            FullForwardEvaluator.Setting setting,
            NodeOrder order,
            long sumsAtOnce,
            NDManager owner) {
        var model = setting.model();
        var rows = slices.get(slice);
        var clean = rows.prompts().clean();
        var embeddings = CleanEmbeddings.of(model, setting.graph(), clean, owner);
        var positions = new ScoredPositions(rows.scored(), clean, model.type(), owner);
        var buffer = new DifferenceStack.Buffer(model.type(), sumsAtOnce, owner);
        var computer = new CircuitValues.Computer(model.parts(), order, positions, buffer);
        return new CircuitValues(computer, embeddings, slices.ablated(slice), owner);
    }

    /** An evaluator of its own; runs the ablated pass. */
    public static IncrementalEvaluator of(FullForwardEvaluator.Setting setting, NDManager parent) {
        var manager = parent.newSubManager();
        return new IncrementalEvaluator(
                setting, new Slices(setting, manager), SUMS_AT_ONCE, manager);
    }

    /**
     * One that shares slices, and their ablated activations, with another.
     *
     * @param slices outlive the evaluator
     */
    static IncrementalEvaluator of(
            FullForwardEvaluator.Setting setting, Slices slices, NDManager parent) {
        return of(setting, slices, SUMS_AT_ONCE, parent);
    }

    /**
     * One that makes so many values of heads' inputs before it reads them.
     *
     * @param sumsAtOnce fewer than a row's make one row
     */
    static IncrementalEvaluator of(
            FullForwardEvaluator.Setting setting,
            Slices slices,
            long sumsAtOnce,
            NDManager parent) {
        return new IncrementalEvaluator(setting, slices, sumsAtOnce, parent.newSubManager());
    }

    @Override
    public StepEvaluator at(Circuit start) {
        batch.moveTo(start);
        return new StepEvaluator() {
            @Override
            public double[] evaluate(List<Circuit> circuits) {
                return measure(circuits);
            }

            @Override
            public int width() {
                return Math.min(WIDEST, batch.width());
            }

            @Override
            public double noise(double metric) {
                return noise * Math.max(1, Math.abs(metric));
            }

            @Override
            public void close() {}
        };
    }

    private double[] measure(List<Circuit> circuits) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return new VariantLogits(parts, batch.resid(circuits), circuits.size())
                    .measured(metric);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

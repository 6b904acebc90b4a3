package dev.circuitry.patching;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.metric.Metric;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures circuits by computing only what they change of the circuit at the start of their step:
 * nodes downstream of the changed receivers along kept edges, at the positions that reach the
 * score. Agrees with {@link FullForwardEvaluator} up to rounding. A step's start costs what it
 * changes of the start before; circuits of one call run as one batch. Holds the values of all nodes
 * on which the output depends, besides the ablated ones; for one thread.
 */
public final class IncrementalEvaluator implements CircuitEvaluator, AutoCloseable {
    private static final long WIDEST = 32;

    /** Beyond this a batch of variants costs what they cost one by one; measured on two cores. */
    private static final long ROWS_AT_ONCE = 32_768;

    /** Of values near one: a multiple of float32's rounding unit, and what float64 stays below. */
    private static final double FLOAT32_NOISE = 64 * Math.ulp(1f);

    private static final double FLOAT64_NOISE = 1e-12;

    private final NDManager manager;
    private final NodeOrder order;
    private final CircuitValues values;
    private final Metric metric;
    private final double noise;

    private IncrementalEvaluator(
            FullForwardEvaluator.Setting setting, Activations ablated, NDManager manager) {
        this.manager = manager;
        this.metric = setting.metric();
        this.order = new NodeOrder(setting.graph());
        var model = setting.model();
        var clean = setting.prompts().clean();
        var embeddings = CleanEmbeddings.of(model, setting.graph(), clean, manager);
        var type = embeddings.type();
        this.noise = type == DataType.FLOAT64 ? FLOAT64_NOISE : FLOAT32_NOISE;
        var positions = new ScoredPositions(metric.scored(), clean, type, manager);
        var computer =
                new CircuitValues.Computer(
                        model.parts(), order, positions, new DifferenceStack.Buffer(type, manager));
        this.values = new CircuitValues(computer, embeddings.activations(), ablated, manager);
    }

    /** An evaluator of its own; runs the ablated pass. */
    public static IncrementalEvaluator of(FullForwardEvaluator.Setting setting, NDManager parent) {
        var manager = parent.newSubManager();
        var ablated =
                AblatedRun.of(
                        setting.model(),
                        setting.graph(),
                        setting.prompts(),
                        setting.ablation(),
                        manager);
        return new IncrementalEvaluator(setting, ablated, manager);
    }

    /**
     * One over ablated activations that another ran for.
     *
     * @param ablated of every node; they outlive the evaluator
     */
    static IncrementalEvaluator of(
            FullForwardEvaluator.Setting setting, Activations ablated, NDManager parent) {
        return new IncrementalEvaluator(setting, ablated, parent.newSubManager());
    }

    @Override
    public StepEvaluator at(Circuit start) {
        values.moveTo(start);
        return new StepEvaluator() {
            private int width = 1;

            @Override
            public double[] evaluate(List<Circuit> circuits) {
                var removals = Removals.of(order, start, circuits);
                long rows = values.rows(removals.receivers());
                width = (int) Math.min(WIDEST, Math.max(1, ROWS_AT_ONCE / Math.max(1, rows)));
                return measure(removals, circuits.size());
            }

            @Override
            public int width() {
                return width;
            }

            @Override
            public double noise(double metric) {
                return noise * Math.max(1, Math.abs(metric));
            }

            @Override
            public void close() {}
        };
    }

    private double[] measure(Removals removals, int count) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var logits = values.logits(removals, count);
            return IntStream.range(0, count)
                    .mapToDouble(variant -> metric.ofScored(logits.of(variant)))
                    .toArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.metric.Metric;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.Ablation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures any circuit by a whole hooked forward pass (reference:
 * TLACDCExperiment.call_metric_with_corr). The oracle: every faster evaluator must agree with it.
 * An evaluation costs one pass over the whole batch and an addition an edge into a touched
 * receiver. For one thread; holds the ablated activations until closed.
 */
public final class FullForwardEvaluator implements CircuitEvaluator, AutoCloseable {
    private final Transformer model;
    private final Metric metric;
    private final NDManager manager;
    private final Setting setting;
    private final Slices slices;
    private final Map<String, List<Node>> receivers = new LinkedHashMap<>();
    private final boolean everyReceiver;
    private long passes;

    private FullForwardEvaluator(Setting setting, NDManager parent, boolean everyReceiver) {
        this.setting = setting;
        this.model = setting.model();
        this.metric = setting.metric();
        this.everyReceiver = everyReceiver;
        this.manager = parent.newSubManager();
        this.slices = new Slices(setting, manager);
        if (slices.count() == 1) {
            slices.ablated(0);
        }
        setting.graph()
                .nodes()
                .filter(node -> node.kind().incoming().isMeasured())
                .sorted(Comparator.comparingInt(Node::head))
                .forEach(
                        node ->
                                receivers
                                        .computeIfAbsent(
                                                node.hookPoint(), name -> new ArrayList<>())
                                        .add(node));
    }

    /**
     * What is measured.
     *
     * @param model the model
     * @param graph of the model
     * @param prompts what it runs on
     * @param ablation what absent edges carry
     * @param metric of the logits
     * @param rowsAtOnce of the prompts; where these are more, their activations take as much memory
     *     as those of so many, and several times as long
     */
    public record Setting(
            Transformer model,
            ComputationalGraph graph,
            Prompts prompts,
            Ablation ablation,
            Metric metric,
            int rowsAtOnce) {
        /** All rows at once. */
        public Setting(
                Transformer model,
                ComputationalGraph graph,
                Prompts prompts,
                Ablation ablation,
                Metric metric) {
            this(model, graph, prompts, ablation, metric, prompts.clean().rows());
        }

        /** The same, so many rows at once. */
        Setting withRowsAtOnce(int rows) {
            return new Setting(model, graph, prompts, ablation, metric, rows);
        }
    }

    /**
     * An evaluator that leaves receivers alone whose edges are all present. Runs the ablated pass.
     */
    public static FullForwardEvaluator of(Setting setting, NDManager parent) {
        return new FullForwardEvaluator(setting, parent, false);
    }

    /**
     * One that computes every receiver edge by edge, present or not: the same numbers up to
     * rounding.
     */
    public static FullForwardEvaluator overEveryReceiver(Setting setting, NDManager parent) {
        return new FullForwardEvaluator(setting, parent, true);
    }

    /**
     * A faster evaluator of the same, which reads this one's ablated activations and ends with it.
     */
    public IncrementalEvaluator incremental() {
        return IncrementalEvaluator.of(setting, slices, manager);
    }

    /** Full forward passes so far, the ablated ones included. */
    public long passes() {
        return passes + slices.passes();
    }

    /** The metric of one circuit. */
    public double measure(Circuit circuit) {
        return withLogits(circuit, metric::of);
    }

    /**
     * What a reader makes of one circuit's logits, {@code [batch, pos, outputs]}; they are gone
     * when it returns.
     */
    public <T> T withLogits(Circuit circuit, Function<NDArray, T> reader) {
        passes++;
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var touched = touchedReceivers(circuit);
            if (slices.count() == 1) {
                return reader.apply(logits(0, circuit, touched, pass));
            }
            var logits = new NDList();
            for (int slice = 0; slice < slices.count(); slice++) {
                logits.add(logitsAlone(slice, circuit, touched, pass));
            }
            NDArray whole;
            try (logits) {
                whole = NDArrays.concat(logits, 0);
            }
            return reader.apply(whole);
        }
    }

    private NDArray logits(
            int slice, Circuit circuit, Map<String, List<Node>> touched, NDManager pass) {
        var hooks = new CircuitHooks(circuit, touched, slices.ablated(slice), pass);
        return model.forward(slices.get(slice).prompts().clean().in(pass), hooks);
    }

    /** What else the pass makes is gone before the next slice's. */
    private NDArray logitsAlone(
            int slice, Circuit circuit, Map<String, List<Node>> touched, NDManager whole) {
        try (var pass = whole.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var logits = logits(slice, circuit, touched, pass);
            logits.attach(whole);
            NDScope.unregister(logits);
            return logits;
        }
    }

    private Map<String, List<Node>> touchedReceivers(Circuit circuit) {
        if (everyReceiver) {
            return receivers;
        }
        Map<String, List<Node>> touched = new LinkedHashMap<>();
        receivers.forEach(
                (hookPoint, nodes) -> {
                    if (!nodes.stream().allMatch(circuit::hasAllInputsOf)) {
                        touched.put(hookPoint, nodes);
                    }
                });
        return touched;
    }

    @Override
    public StepEvaluator at(Circuit start) {
        return new StepEvaluator() {
            @Override
            public double[] evaluate(List<Circuit> circuits) {
                return circuits.stream().mapToDouble(FullForwardEvaluator.this::measure).toArray();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}

package dev.circuitry.bench;

import ai.djl.ndarray.NDManager;
import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.patching.Arithmetic;
import dev.circuitry.patching.FullForwardEvaluator;
import dev.circuitry.patching.Prompts;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.SenderOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Times evaluations in plain forward passes: without hooks, over the whole batch, the last position
 * unembedded. Each cost is the median of repeats, of which each has a plain pass of its own before
 * and after it; what comes between evaluations is counted in. On the calling thread.
 */
public final class Bench implements AutoCloseable {
    private static final String DEVICE = "cpu";
    private static final int REMOVALS = 24;

    private final BenchOptions options;
    private final NDManager manager;
    private final Transformer model;
    private final ComputationalGraph graph;
    private final TokenBatch clean;
    private final FullForwardEvaluator oracle;
    private final CircuitEvaluator evaluator;
    private final Arithmetic arithmetic;
    private final PlainPass plain;

    /** Loads the model and runs what an evaluator runs before the first evaluation. */
    public Bench(ModelSource source, ComputationalGraph graph, BenchOptions options) {
        this.options = options;
        this.graph = graph;
        manager = TensorEngine.open(DEVICE, options.threads());
        model = new Transformer(source, manager, Precision.FLOAT32);
        var random = new Random(options.seed());
        clean = prompts(random);
        plain = new PlainPass(model, clean, manager);
        var corrupted = prompts(random);
        var scored = Scored.last(options.examples(), options.tokens());
        var setting =
                new FullForwardEvaluator.Setting(
                        model,
                        graph,
                        new Prompts(clean, corrupted, null),
                        options.ablation(),
                        Metrics.of(options.metric(), targets(scored, random)));
        oracle = FullForwardEvaluator.of(setting, manager);
        evaluator = options.evaluator() == EvaluatorKind.FULL ? oracle : oracle.incremental();
        arithmetic =
                new Arithmetic(
                        graph,
                        model.config(),
                        options.examples(),
                        options.tokens(),
                        scored,
                        options.metric());
    }

    /** The weights of a shape, drawn by the seed. */
    public static ModelSource drawn(BenchShape shape, int seed) {
        return new RandomWeights(shape.config(), seed);
    }

    private TokenBatch prompts(Random random) {
        int vocabulary = model.config().dimensions().vocabulary();
        return TokenBatch.of(
                Stream.generate(() -> random.ints(options.tokens(), 0, vocabulary).toArray())
                        .limit(options.examples())
                        .toArray(int[][]::new),
                manager);
    }

    private Targets targets(Scored scored, Random random) {
        int outputs = model.config().dimensions().outputs();
        long[] answers = random.longs(scored.count(), 0, outputs).toArray();
        long[][] wrong =
                Stream.generate(() -> random.longs(1, 0, outputs).toArray())
                        .limit(scored.count())
                        .toArray(long[][]::new);
        var logits = model.forward(clean, Hooks.NONE);
        return new Targets(logits, scored, answers, wrong, outputs);
    }

    /** Times everything; the figures by the names under which they are told. */
    public Map<String, Object> run() {
        var replays = options.replays().stream().map(file -> Replay.read(file, graph)).toList();
        var states =
                options.states().stream()
                        .map(target -> RandomCircuit.of(graph, target, options.seed()))
                        .toList();
        var output = new Cost();
        var ofReplays = replays.stream().map(replay -> new Cost()).toList();
        var ofStates = states.stream().map(state -> new Cost()).toList();
        for (int repeat = 0; repeat < options.repeats(); repeat++) {
            plain.beside(output, this::outputNode);
            for (int i = 0; i < replays.size(); i++) {
                var replay = replays.get(i);
                plain.beside(
                        ofReplays.get(i),
                        () -> new PlainPass.Timed(replay.evaluations(), replay.walk(evaluator)));
            }
            for (int i = 0; i < states.size(); i++) {
                var circuit = states.get(i);
                plain.beside(ofStates.get(i), () -> state(circuit));
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("examples", options.examples());
        figures.put("tokens", options.tokens());
        figures.put("ablation", options.ablation().wireName());
        figures.put("metric", options.metric().wireName());
        figures.put("evaluator", options.evaluator().wireName());
        figures.put("threads", options.threads());
        figures.put("device", DEVICE);
        figures.put("plain_forward_seconds", plain.seconds());
        figures.put(
                "output_node",
                evaluated(
                        output,
                        Map.of(),
                        (double)
                                arithmetic.evaluation(
                                        graph.full(), graph.fromOutputToInput().get(0))));
        List<Map<String, Object>> walked = new ArrayList<>();
        for (int i = 0; i < replays.size(); i++) {
            walked.add(replayed(replays.get(i), ofReplays.get(i)));
        }
        figures.put("replays", walked);
        List<Map<String, Object>> stood = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            var circuit = states.get(i);
            var told = new LinkedHashMap<String, Object>();
            told.put("target", options.states().get(i));
            told.put("edges", circuit.size());
            stood.add(evaluated(ofStates.get(i), told, leastOf(circuit)));
        }
        figures.put("states", stood);
        return figures;
    }

    /** Seconds of a plain forward pass, the median of those timed so far. */
    public double plainPassSeconds() {
        return plain.seconds();
    }

    /** The first step of a run, from after the measurement of the full graph. */
    private PlainPass.Timed outputNode() {
        var order = new SenderOrder(Order.NORMAL, Order.NORMAL, 0);
        var acdc = new Acdc(new AcdcOptions(options.threshold(), false, order, 1, true));
        long[] began = new long[1];
        var clock =
                new DiscoveryListener() {
                    @Override
                    public void started(double metric, int edges) {
                        began[0] = System.nanoTime();
                    }
                };
        var found = acdc.discover(graph, evaluator, clock);
        return new PlainPass.Timed(found.ending().evaluations(), PlainPass.secondsSince(began[0]));
    }

    private PlainPass.Timed state(Circuit circuit) {
        try (var step = evaluator.at(circuit)) { // not of the evaluations: a run comes step by step
            var removals = RandomCircuit.removals(circuit, REMOVALS, options.seed());
            long began = System.nanoTime();
            for (Edge edge : removals) {
                step.evaluate(List.of(circuit.without(edge)));
            }
            return new PlainPass.Timed(removals.size(), PlainPass.secondsSince(began));
        }
    }

    private double leastOf(Circuit circuit) {
        return RandomCircuit.removals(circuit, REMOVALS, options.seed()).stream()
                .mapToLong(edge -> arithmetic.evaluation(circuit, edge.receiver()))
                .average()
                .orElse(0);
    }

    private Map<String, Object> replayed(Replay replay, Cost cost) {
        var told = new LinkedHashMap<String, Object>();
        told.put("file", replay.name());
        told.put("evaluations", replay.evaluations());
        told.put("seconds", cost.seconds());
        told.put("cost_per_evaluation", cost.perEvaluation());
        told.put("minimum_cost", replay.leastMultiplyAdds(arithmetic) / arithmetic.plainPass());
        return told;
    }

    private Map<String, Object> evaluated(Cost cost, Map<String, Object> first, double least) {
        var told = new LinkedHashMap<>(first);
        told.put("evaluations", cost.evaluations());
        told.put("seconds_per_evaluation", cost.seconds() / cost.evaluations());
        told.put("cost_per_evaluation", cost.perEvaluation());
        told.put("minimum_cost", least / arithmetic.plainPass());
        return told;
    }

    @Override
    public void close() {
        oracle.close();
        model.close();
        manager.close();
    }
}

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.HookPoints;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pass that gives absent edges their activations (reference:
 * TLACDCExperiment.setup_corrupted_cache): on the corrupted prompts, with position embeddings
 * permuted where they are a node; or with every writer to the residual stream at zero, in which
 * case readers see what the model makes of that, attention biases included.
 */
final class AblatedRun implements Hooks {
    private final Ablation ablation;
    private final Set<String> hookPoints;
    private final Map<String, Node> writers;
    private final @Nullable NDArray permutation; // [pos]
    private final Activations activations = new Activations();

    private AblatedRun(ComputationalGraph graph, Ablation ablation, @Nullable NDArray permutation) {
        this.ablation = ablation;
        this.permutation = permutation;
        hookPoints = graph.nodes().map(Node::hookPoint).collect(Collectors.toSet());
        writers =
                graph.nodes()
                        .filter(node -> node.kind().writesResidual())
                        .collect(
                                Collectors.toMap(
                                        Node::hookPoint, node -> node, (first, second) -> first));
    }

    /**
     * Runs the pass and keeps the activations of every node, attached to the manager.
     *
     * @param prompts what to run on
     * @param manager owns the activations from now on
     */
    static Activations of(
            Transformer model,
            ComputationalGraph graph,
            Prompts prompts,
            Ablation ablation,
            NDManager manager) {
        var activations = run(model, graph, prompts, ablation, manager);
        graph.nodes()
                .forEach(activations::of); // views of single heads, made here so that they outlive
        // every pass
        return activations;
    }

    private static Activations run(
            Transformer model,
            ComputationalGraph graph,
            Prompts prompts,
            Ablation ablation,
            NDManager manager) {
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var run = new AblatedRun(graph, ablation, prompts.positionPermutation());
            var tokens = prompts.corrupted().duplicate();
            tokens.attach(pass);
            model.forward(tokens, run);
            for (String hookPoint : run.hookPoints) {
                var kept = run.activations.of(hookPoint).duplicate();
                kept.attach(manager);
                NDScope.unregister(kept);
                run.activations.put(hookPoint, kept);
            }
            return run.activations;
        }
    }

    @Override
    public boolean watches(String hookPoint) {
        return hookPoints.contains(hookPoint);
    }

    @Override
    public NDArray at(String hookPoint, NDArray activation) {
        var ablated = writers.containsKey(hookPoint) ? ablated(hookPoint, activation) : activation;
        activations.put(hookPoint, ablated);
        return ablated;
    }

    private NDArray ablated(String hookPoint, NDArray activation) {
        return switch (ablation) {
            case ZERO -> activation.zerosLike();
            case CORRUPTED ->
                    hookPoint.equals(HookPoints.POS_EMBED) && permutation != null
                            ? activation.get(
                                    activation.getManager(), new NDIndex(":, {}", permutation))
                            : activation;
            case MEAN -> throw new UnsupportedOperationException("mean ablation");
        };
    }
}

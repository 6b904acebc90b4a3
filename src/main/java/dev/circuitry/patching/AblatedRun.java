package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.HookPoints;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The pass that gives absent edges their activations (reference:
 * TLACDCExperiment.setup_corrupted_cache): on the corrupted prompts, with position embeddings
 * permuted where they are a node; or with every writer to the residual stream at zero or at its
 * mean over the corrupted prompts, in which case readers see what the model makes of that,
 * attention biases included.
 */
final class AblatedRun {
    private final Transformer model;
    private final ComputationalGraph graph;
    private final Prompts prompts;
    private final NDManager manager;
    private final Set<String> writers;

    private AblatedRun(
            Transformer model, ComputationalGraph graph, Prompts prompts, NDManager manager) {
        this.model = model;
        this.graph = graph;
        this.prompts = prompts;
        this.manager = manager;
        this.writers = hookPoints(node -> node.kind().writesResidual());
    }

    /**
     * Runs the pass, for means a second one, and keeps the activations of every node.
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
        var activations = new AblatedRun(model, graph, prompts, manager).run(ablation);
        graph.nodes()
                .forEach(activations::of); // views of single heads, made here so that they outlive
        // every pass
        return activations;
    }

    private Activations run(Ablation ablation) {
        return switch (ablation) {
            case CORRUPTED -> run(prompts.requireCorrupted(), all(), this::corrupted);
            case ZERO ->
                    run(prompts.clean(), all(), (hookPoint, activation) -> activation.zerosLike());
            case MEAN -> {
                var written = run(prompts.requireCorrupted(), writers, this::corrupted);
                yield run(
                        prompts.clean(),
                        all(),
                        (hookPoint, activation) -> mean(written.of(hookPoint), activation));
            }
        };
    }

    /** What a writer writes instead. */
    private interface Replacement {
        NDArray of(String hookPoint, NDArray activation);
    }

    private Activations run(TokenBatch batch, Set<String> watched, Replacement replacement) {
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var activations = new Activations();
            model.forward(batch.in(pass), hooks(watched, replacement, activations));
            for (String hookPoint : watched) {
                var kept = activations.of(hookPoint).duplicate();
                kept.attach(manager);
                NDScope.unregister(kept);
                activations.put(hookPoint, kept);
            }
            return activations;
        }
    }

    private Hooks hooks(Set<String> watched, Replacement replacement, Activations activations) {
        return new Hooks() {
            @Override
            public boolean watches(String hookPoint) {
                return watched.contains(hookPoint);
            }

            @Override
            public NDArray at(String hookPoint, NDArray activation) {
                var value =
                        writers.contains(hookPoint)
                                ? replacement.of(hookPoint, activation)
                                : activation;
                activations.put(hookPoint, value);
                return value;
            }
        };
    }

    private NDArray corrupted(String hookPoint, NDArray activation) {
        var permutation = prompts.positionPermutation();
        return hookPoint.equals(HookPoints.POS_EMBED) && permutation != null
                ? activation.get(activation.getManager(), new NDIndex(":, {}", permutation))
                : activation;
    }

    /**
     * The mean over rows at each position, for as many positions and rows as the activation has.
     */
    private static NDArray mean(NDArray written, NDArray activation) {
        long length = activation.getShape().get(1);
        return written.mean(new int[] {0}, true)
                .get(new NDIndex().addAllDim().addSliceDim(0, length))
                .broadcast(activation.getShape());
    }

    private Set<String> all() {
        return hookPoints(node -> true);
    }

    private Set<String> hookPoints(Predicate<Node> which) {
        return graph.nodes().filter(which).map(Node::hookPoint).collect(Collectors.toSet());
    }
}

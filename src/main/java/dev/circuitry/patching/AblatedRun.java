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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Ablation ablation;
    private final Set<String> writers;
    private final Map<String, NDArray> means = new HashMap<>(); // of writers, [1, pos, ...]
    private long rows;

    /**
     * Ready for any part of a batch; for means the corrupted prompts of all of it are run.
     *
     * @param batch in parts
     * @param manager owns what all parts have in common
     */
    AblatedRun(
            Transformer model,
            ComputationalGraph graph,
            Ablation ablation,
            List<Prompts> batch,
            NDManager manager) {
        this.model = model;
        this.graph = graph;
        this.ablation = ablation;
        this.writers = hookPoints(node -> node.kind().writesResidual());
        if (ablation == Ablation.MEAN) {
            batch.forEach(part -> addUp(part, manager));
            means.values().forEach(sum -> sum.divi(rows));
        }
    }

    private void addUp(Prompts part, NDManager manager) {
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var written = run(part.requireCorrupted(), writers, corrupted(part), pass);
            for (String hookPoint : writers) {
                var sum = written.of(hookPoint).sum(new int[] {0}, true);
                var before = means.get(hookPoint);
                if (before == null) {
                    means.put(hookPoint, kept(sum, manager));
                } else {
                    before.addi(sum);
                }
            }
        }
        rows += part.requireCorrupted().rows();
    }

    /**
     * Runs the pass and keeps the activations of every node.
     *
     * @param prompts what to run on
     * @param manager owns the activations from now on
     */
    Activations of(Prompts prompts, NDManager manager) {
        return switch (ablation) {
            case CORRUPTED -> run(prompts.requireCorrupted(), all(), corrupted(prompts), manager);
            case ZERO ->
                    run(
                            prompts.clean(),
                            all(),
                            (hookPoint, activation) -> activation.zerosLike(),
                            manager);
            case MEAN -> run(prompts.clean(), all(), this::mean, manager);
        };
    }

    /** What a writer writes instead. */
    private interface Replacement {
        NDArray of(String hookPoint, NDArray activation);
    }

    private Activations run(
            TokenBatch batch, Set<String> watched, Replacement replacement, NDManager manager) {
        try (var pass = manager.newSubManager();
                var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var activations = new Activations();
            model.forward(
                    batch.in(pass),
                    new Hooks() {
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
                            activations.put(hookPoint, kept(value.duplicate(), manager));
                            return value;
                        }
                    });
            return activations;
        }
    }

    private static NDArray kept(NDArray array, NDManager manager) {
        array.attach(manager);
        NDScope.unregister(array);
        return array;
    }

    private static Replacement corrupted(Prompts prompts) {
        var permutation = prompts.positionPermutation();
        return (hookPoint, activation) ->
                hookPoint.equals(HookPoints.POS_EMBED) && permutation != null
                        ? activation.get(activation.getManager(), new NDIndex(":, {}", permutation))
                        : activation;
    }

    /**
     * The mean over rows at each position, for as many positions and rows as the activation has.
     */
    private NDArray mean(String hookPoint, NDArray activation) {
        long length = activation.getShape().get(1);
        return Objects.requireNonNull(means.get(hookPoint))
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

package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Node;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import java.util.Set;
import java.util.stream.Collectors;

/** The embeddings of clean prompts, where every circuit starts. */
final class CleanEmbeddings {
    private CleanEmbeddings() {}

    /** The activations of the embedding nodes; costs no block of the model. */
    static Activations of(
            Transformer model, ComputationalGraph graph, TokenBatch clean, NDManager manager) {
        Set<String> watched =
                graph.nodes()
                        .filter(node -> node.kind().isEmbedding())
                        .map(Node::hookPoint)
                        .collect(Collectors.toSet());
        var activations = new Activations();
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            model.embed(clean, reading(watched, activations));
            for (String hookPoint : watched) {
                var kept = activations.of(hookPoint).duplicate();
                kept.attach(manager);
                NDScope.unregister(kept);
                activations.put(hookPoint, kept);
            }
        }
        return activations;
    }

    private static Hooks reading(Set<String> watched, Activations activations) {
        return new Hooks() {
            @Override
            public boolean watches(String hookPoint) {
                return watched.contains(hookPoint);
            }

            @Override
            public NDArray at(String hookPoint, NDArray activation) {
                activations.put(hookPoint, activation);
                return activation;
            }
        };
    }
}

package dev.circuitry.task;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import java.util.Optional;

/**
 * A RASP program compiled to a model of its own (reference: tracr_task/utils.py): its data are
 * drawn, and its token and position embeddings are nodes of their own.
 */
interface CompiledTask extends Task {
    @Override
    default String defaultModel() {
        return name();
    }

    @Override
    default boolean drawsData() {
        return true;
    }

    @Override
    default boolean splitEmbedding() {
        return true;
    }

    /** Its known circuit, an edge a line as {@link KnownEdges} reads them. */
    String knownEdges();

    @Override
    default Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return Optional.of(KnownEdges.in(graph, knownEdges()));
    }
}

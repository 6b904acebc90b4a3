package dev.circuitry.experiment;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.NodeKind;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Counts what two circuits of one graph share, as the reference's ROC data do
 * (roc_plot_generator.py).
 */
final class CircuitComparisons {
    private CircuitComparisons() {}

    /** A circuit held against the known one. */
    static CircuitComparison of(Circuit found, Circuit known) {
        var graph = found.graph();
        var foundNodes = found.nodes();
        var knownNodes = known.nodes();
        var universe = graph.nodes().filter(node -> node.kind() != NodeKind.MLP_IN).toList();
        return new CircuitComparison(
                counts(graph.full().countedEdges(), found::contains, known::contains),
                counts(universe.stream(), foundNodes::contains, knownNodes::contains));
    }

    private static <T> CircuitComparison.Counts counts(
            Stream<T> universe, Predicate<T> found, Predicate<T> known) {
        int[] counts = new int[4]; // bit 0: found, bit 1: known
        universe.forEach(item -> counts[(found.test(item) ? 1 : 0) + (known.test(item) ? 2 : 0)]++);
        return new CircuitComparison.Counts(counts[3], counts[1], counts[2], counts[0]);
    }
}

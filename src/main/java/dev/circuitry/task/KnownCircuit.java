package dev.circuitry.task;

import dev.circuitry.graph.Circuit;
import dev.circuitry.spec.WireName;
import java.util.List;

/**
 * A circuit that people have drawn up.
 *
 * @param circuit as a part of the graph
 * @param groups components that do the same job in it; none where nobody has named any
 */
public record KnownCircuit(Circuit circuit, List<ComponentGroup> groups) {
    /** Which of those that there are of a task. */
    public enum Version implements WireName {
        /** The one that results are compared with. */
        FINAL,
        /** The first that was drawn up, where another has taken its place. */
        FIRST
    }

    public KnownCircuit {
        groups = List.copyOf(groups);
    }
}

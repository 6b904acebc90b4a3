package dev.circuitry.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job of the task {@code custom} brings along.
 *
 * @param dataset its rows
 * @param knownCircuit what the result is compared with, as {@code subgraph} rows, or null
 */
public record CustomBehaviour(Dataset dataset, @Nullable List<Object> knownCircuit) {
    /** The task's name. */
    public static final String TASK = "custom";

    public CustomBehaviour {
        knownCircuit = knownCircuit == null ? null : List.copyOf(knownCircuit);
    }
}

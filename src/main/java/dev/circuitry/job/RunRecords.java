package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.Step;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Edge;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What runs leave behind, read from the log: the only witness, live and after a restart alike. */
public interface RunRecords {
    /** Which decisions; null means any. Receiver and sender are full node names. */
    record DecisionFilter(
            @Nullable Integer step,
            @Nullable Boolean kept,
            @Nullable String receiver,
            @Nullable String sender) {
        /** Every decision. */
        public static final DecisionFilter ALL = new DecisionFilter(null, null, null, null);
    }

    /** A step and how long it took. */
    record TimedStep(Step step, double elapsedSeconds) {}

    /**
     * A circuit as a run has it at some point.
     *
     * @param circuit its edges
     * @param effects of the tested edges among them
     * @param metric of the circuit
     */
    record Snapshot(Circuit circuit, Map<Edge, Double> effects, double metric) {}

    /** Decisions in the order tested. */
    Page<Decision> decisions(UUID job, DecisionFilter filter, PageRequest page);

    /** The same, all of them, read from the database as they are consumed. */
    void forEachDecision(UUID job, DecisionFilter filter, Consumer<Decision> consumer);

    /** Complete steps in order. */
    Page<TimedStep> steps(UUID job, PageRequest page);

    /** The same, all of them. */
    List<TimedStep> allSteps(UUID job);

    /**
     * The circuit as far as the log goes.
     *
     * @param step as it stood after this step; null for all that is logged
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND for a job, INVALID_PARAMETER for a
     *     step there is not (yet)
     */
    Snapshot circuit(UUID job, @Nullable Integer step);

    /** What produced the result, JSON-ready and ordered; empty before the run started. */
    Map<String, Object> manifest(UUID job);
}

package dev.circuitry.task;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Scored;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import java.util.List;
import java.util.Optional;

/** A behaviour to explain. Implementations are stateless and safe for several threads. */
public interface Task {
    /** Its name in specifications. */
    String name();

    /** What the model does, in a sentence or two. */
    String description();

    /** The model the reference runs it on. */
    String defaultModel();

    /**
     * What decides the default model's graph where that is known without the model; its files may
     * not be there.
     */
    default Optional<GraphShape> defaultShape() {
        return Optional.empty();
    }

    /** The models it runs on, the default one first. */
    default List<String> models() {
        return List.of(defaultModel());
    }

    /** Whether it runs on a model of this name. */
    default boolean runsOn(String model) {
        return models().contains(model);
    }

    /** The metrics that apply; the first is the default. */
    List<MetricKind> metrics();

    /** How much data it takes where the job does not say. */
    Sampling defaultSampling();

    /** The arithmetic where the job does not say. */
    default Precision defaultPrecision() {
        return Precision.FLOAT32;
    }

    /** Whether the seed of a job changes its data. */
    default boolean drawsData() {
        return false;
    }

    /**
     * Whether token and position embedding are nodes of their own (the reference's use_pos_embed).
     */
    default boolean splitEmbedding() {
        return false;
    }

    /** Options of its own. */
    default List<TaskOption> options() {
        return List.of();
    }

    /** What is wrong with this size for it, the rule and what to do; empty where nothing is. */
    Optional<String> objectionTo(Sampling sampling);

    /** What a user should know who measures by this metric; empty where nothing is. */
    default Optional<String> caution(MetricKind metric) {
        return Optional.empty();
    }

    /** Where logits are scored, in rows padded to the longest. */
    default Scored scored(MetricKind metric, PromptPairs prompts) {
        return prompts.scored().in(prompts.length());
    }

    /**
     * How many of the logits, from the first, are what the model is about; all of them but for
     * compiled programs.
     */
    default int comparedOutputs(TransformerConfig model) {
        return model.dimensions().outputs();
    }

    /** Whether rows can be held out of the run, for the evaluation of its result. */
    default boolean holdsOutRows() {
        return true;
    }

    /**
     * The rows for one job.
     *
     * @param measure how circuits are measured on them
     * @throws dev.circuitry.problem.ProblemException INVALID_SPEC naming what the model does not
     *     allow
     */
    TaskRows rows(Subject subject, Measure measure, TaskModel model);

    /** The circuit that people have found, as a part of a graph; empty where none is known. */
    default Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return Optional.empty();
    }

    /** A version of it, with its groups; empty where there is none. */
    default Optional<KnownCircuit> knownCircuit(
            ComputationalGraph graph, KnownCircuit.Version version) {
        return version == KnownCircuit.Version.FINAL
                ? knownCircuit(graph).map(circuit -> new KnownCircuit(circuit, groups()))
                : Optional.empty();
    }

    /** Components that do the same job in the known circuit; none where nobody has named any. */
    default List<ComponentGroup> groups() {
        return List.of();
    }
}

package dev.circuitry.experiment;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client posts to have a circuit evaluated: a job's fields, and a few of its own. Safe
 * for several threads.
 */
public final class EvaluationReader {
    private static final List<String> SPLITS = List.of("validation", "test");
    private static final int MOST_TOKENS = 1000;
    private static final int MOST_SHOWN = 20;

    /** Fields of a job that change nothing here: they steer a discovery, a queue or a list. */
    private static final List<String> IDLE =
            List.of(
                    "threshold",
                    "abs_value_threshold",
                    "indices_mode",
                    "names_mode",
                    "order_seed",
                    "max_num_epochs",
                    "single_step",
                    "device",
                    "priority",
                    "rerun",
                    "name",
                    "group",
                    "tags");

    private static final SpecReader.Kind EVALUATION =
            new SpecReader.Kind("an evaluation", List.of("circuit", "split", "metrics", "top_k"));

    private final SpecReader specs;
    private final Experiments experiments;
    private final CircuitCheck circuits;

    /** Holds a posted circuit against what it is to be evaluated on. */
    public interface CircuitCheck {
        /**
         * Returns where there is such a circuit.
         *
         * @param posted text or rows
         * @throws ProblemException INVALID_SPEC naming what is wrong with it
         */
        void require(JobSpec spec, Object posted);
    }

    /**
     * A reader of the same jobs as another.
     *
     * @param experiments whose tasks say what applies to them
     */
    public EvaluationReader(SpecReader specs, Experiments experiments, CircuitCheck circuits) {
        this.specs = specs;
        this.experiments = experiments;
        this.circuits = circuits;
    }

    /**
     * A request that was read.
     *
     * @param spec whose model, task and ablation count; its threshold decides nothing
     * @param circuit as posted: text or rows
     * @param splits to evaluate on
     * @param metrics to evaluate by
     * @param listing what to list besides
     */
    public record Request(
            JobSpec spec,
            Object circuit,
            List<String> splits,
            List<String> metrics,
            Listing listing) {}

    /**
     * What to list besides.
     *
     * @param topK how many likeliest tokens a row; 0 for none
     * @param warnings what the client should know, whole sentences
     */
    public record Listing(int topK, List<String> warnings) {}

    /**
     * Reads fields.
     *
     * @param fields names and values as JSON gives them
     * @throws ProblemException INVALID_SPEC with every violation at once
     */
    public Request read(Map<String, ?> fields) {
        Map<String, Object> ofJob = new HashMap<>(fields);
        EVALUATION.own().forEach(ofJob::remove);
        ofJob.putIfAbsent("threshold", 0);
        List<Violation> violations = new ArrayList<>();
        var reading = readSpec(ofJob, violations);
        var own = new PostedFields(fields);
        var circuit = circuit(own);
        if (reading != null && circuit != null) {
            addViolations(violations, () -> circuits.require(reading.spec(), circuit));
        }
        var task = task(own, reading);
        var split = split(own, task);
        var metrics = metrics(own, task);
        int topK = (int) own.integer("top_k", 0, MOST_TOKENS).orElse(0);
        violations.addAll(own.violations());
        if (reading == null || circuit == null || !violations.isEmpty()) {
            throw SpecReader.invalid(violations);
        }
        List<Warning> warnings = new ArrayList<>(reading.warnings());
        warnOfIdle(own, warnings);
        return new Request(
                reading.spec(),
                circuit,
                split == null ? SPLITS : List.of(split),
                metrics,
                new Listing(topK, warnings.stream().map(Warning::detail).toList()));
    }

    private static void warnOfIdle(PostedFields posted, List<Warning> warnings) {
        var idle = IDLE.stream().filter(posted::has).toList();
        if (!idle.isEmpty()) {
            warnings.add(
                    Warning.of(
                            WarningCode.FIELD_WITHOUT_EFFECT,
                            "These fields decide nothing in an evaluation: "
                                    + String.join(", ", idle)
                                    + "."));
        }
    }

    private SpecReader.@Nullable Reading readSpec(
            Map<String, Object> fields, List<Violation> violations) {
        try {
            return specs.read(fields, EVALUATION);
        } catch (ProblemException problem) {
            violations.addAll(problem.violations());
            return null;
        }
    }

    private static void addViolations(List<Violation> violations, Runnable check) {
        try {
            check.run();
        } catch (ProblemException problem) {
            violations.addAll(problem.violations());
        }
    }

    private @Nullable Task task(PostedFields own, SpecReader.@Nullable Reading reading) {
        if (reading != null) {
            return experiments.taskOf(reading.spec().subject());
        }
        return own.value("task") instanceof String name
                ? experiments.task(name).orElse(null)
                : null;
    }

    private static @Nullable String split(PostedFields own, @Nullable Task task) {
        var split = own.text("split").orElse(null);
        if (split != null && !SPLITS.contains(split)) {
            own.rejectType("split", "validation or test");
        } else if ("test".equals(split) && task != null && !task.holdsOutRows()) {
            own.reject(
                    "split",
                    "is \"test\", and the task " + task.name() + " has only validation rows.");
        }
        return split;
    }

    private static @Nullable Object circuit(PostedFields own) {
        var circuit = own.value("circuit");
        if (circuit instanceof String || circuit instanceof List<?>) {
            return circuit;
        }
        own.reject(
                "circuit",
                (own.has("circuit") ? "must be" : "is required:")
                        + " a job's id, \"known\", \"full\", \"empty\", or rows as in the subgraph format.");
        return null;
    }

    private static List<String> metrics(PostedFields own, @Nullable Task task) {
        if (!own.has("metrics")) {
            return List.of();
        }
        if (!(own.value("metrics") instanceof List<?> posted)
                || !posted.stream().allMatch(String.class::isInstance)) {
            own.rejectType("metrics", "a list of metrics' names");
            return List.of();
        }
        var names = posted.stream().map(String.class::cast).distinct().toList();
        rejectUnknownMetrics(own, names, task);
        return names;
    }

    /** Names them all in one sentence. */
    private static void rejectUnknownMetrics(
            PostedFields own, List<String> names, @Nullable Task task) {
        var kinds = task == null ? List.of(MetricKind.values()) : task.metrics();
        var known = kinds.stream().map(MetricKind::wireName).toList();
        var unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            own.reject(
                    "metrics",
                    "must name metrics "
                            + (task == null
                                    ? "there are, "
                                    : "that apply to the task " + task.name() + ", ")
                            + String.join(", ", known)
                            + ", but has "
                            + unknown.stream()
                                    .limit(MOST_SHOWN)
                                    .map(PostedFields::described)
                                    .collect(Collectors.joining(", "))
                            + (unknown.size() > MOST_SHOWN ? " and more." : "."));
        }
    }
}

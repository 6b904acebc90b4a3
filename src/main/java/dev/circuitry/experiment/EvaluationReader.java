package dev.circuitry.experiment;

import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.JobSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client posts to have a circuit evaluated: a job's fields, and a few of its own. Safe
 * for several threads.
 */
public final class EvaluationReader {
    private static final List<String> SPLITS = List.of("validation", "test");
    private static final int MOST_TOKENS = 1000;

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

    private final SpecReader specs;

    /** A reader of the same jobs as another. */
    public EvaluationReader(SpecReader specs) {
        this.specs = specs;
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
        List.of("circuit", "split", "metrics", "top_k").forEach(ofJob::remove);
        ofJob.putIfAbsent("threshold", 0);
        List<Violation> violations = new ArrayList<>();
        var reading = readSpec(ofJob, violations);
        var own = new PostedFields(fields);
        var circuit = circuit(own);
        var split = own.text("split").orElse(null);
        if (split != null && !SPLITS.contains(split)) {
            own.rejectType("split", "validation or test");
        }
        var metrics = metrics(own);
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
            return specs.read(fields);
        } catch (ProblemException problem) {
            violations.addAll(problem.violations());
            return null;
        }
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

    private static List<String> metrics(PostedFields own) {
        if (!own.has("metrics")) {
            return List.of();
        }
        if (own.value("metrics") instanceof List<?> names
                && names.stream().allMatch(String.class::isInstance)) {
            return names.stream().map(String.class::cast).toList();
        }
        own.rejectType("metrics", "a list of metrics' names");
        return List.of();
    }
}

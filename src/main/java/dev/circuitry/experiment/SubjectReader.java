package dev.circuitry.experiment;

import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.CustomBehaviour;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.CustomTask;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what is explained: task, model, options, and how much data. */
final class SubjectReader {
    private static final int MAX_OPTION_CHARACTERS = 1000;

    private final List<Task> tasks;
    private final SpecReader.ModelLookup models;
    private final CustomDataReader custom;

    SubjectReader(SpecReader.Offer offer) {
        this.tasks = List.copyOf(offer.tasks());
        this.models = offer.models();
        this.custom = new CustomDataReader(offer.datasets());
    }

    /** The task named, or empty where none or no known one is; then the rest cannot be judged. */
    Optional<Task> task(PostedFields fields) {
        List<String> names = new ArrayList<>(tasks.stream().map(Task::name).toList());
        names.add(CustomBehaviour.TASK);
        if (!fields.has("task")) {
            fields.reject("task", "is required: one of " + String.join(", ", names) + ".");
            return Optional.empty();
        }
        var name = fields.text("task");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.get().equals(CustomBehaviour.TASK)) {
            return custom.read(fields).map(CustomTask::new);
        }
        custom.refuse(fields);
        var task = tasks.stream().filter(known -> known.name().equals(name.get())).findFirst();
        if (task.isEmpty()) {
            fields.rejectType("task", unknown("task", name.get(), names));
        }
        return task;
    }

    /** The rest of the subject. */
    Subject read(PostedFields fields, Task task, List<Warning> warnings) {
        return new Subject(
                task.name(),
                model(fields, task),
                options(fields, task),
                sampling(fields, task, warnings),
                task instanceof CustomTask own ? own.data() : null);
    }

    /** Judges of the rest what can be without a task: types, ranges, whether there is the model. */
    void judgeWithoutTask(PostedFields fields) {
        fields.text("model").ifPresent(name -> judgeModel(fields, name, null));
        fields.integer("num_examples", 1, Integer.MAX_VALUE);
        fields.integer("seq_len", 1, Integer.MAX_VALUE);
        fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        var options = fields.object("task_options");
        for (String name : options.names()) {
            if (tasks.stream().flatMap(task -> task.options().stream()).noneMatch(hasName(name))) {
                options.reject(name, "is no option of any task. Leave it out.");
            }
        }
    }

    private static Predicate<TaskOption> hasName(String name) {
        return option -> option.name().equals(name);
    }

    private String model(PostedFields fields, Task task) {
        var name = fields.text("model").orElse(task.defaultModel());
        if (name.isEmpty() && !fields.has("model")) {
            return name; // which was said already
        }
        judgeModel(fields, name, task);
        return name;
    }

    /** Whether there is the model, and whether the task, where it is known, runs on it. */
    private void judgeModel(PostedFields fields, String name, @Nullable Task task) {
        var model = models.find(name);
        if (model.isEmpty()) {
            fields.reject("model", "is unknown: " + absence(name) + ".");
        } else if (task != null && !task.runsOn(name)) {
            fields.reject(
                    "model",
                    "must be one that the task "
                            + task.name()
                            + " runs on, "
                            + String.join(", ", task.models())
                            + ", but is \""
                            + name
                            + "\".");
        } else if (model.get().reason() != null) {
            fields.reject(
                    "model", "is \"" + name + "\", which cannot be used: " + model.get().reason());
        }
    }

    /** Reset weights are a model beside their own. */
    void requireReset(PostedFields fields, String model) {
        var reset = models.find(model + Experiments.RESET);
        if (reset.isEmpty()) {
            fields.reject(
                    "reset_network",
                    "is 1, but "
                            + models.absence(
                                    PostedFields.shortened(model) + Experiments.RESET, null)
                            + ". Put the reset weights there, or make it 0.");
        } else if (reset.get().reason() != null) {
            fields.reject(
                    "reset_network",
                    "is 1, but the reset weights cannot be used: " + reset.get().reason());
        }
    }

    private String absence(String name) {
        var shown = PostedFields.shortened(name);
        return models.absence(shown, NearestName.near(name, models.names()).orElse(null));
    }

    private static String unknown(String kind, String written, List<String> known) {
        return known.isEmpty()
                ? "a " + kind + " there is, and there is none"
                : "one of "
                        + String.join(", ", known)
                        + NearestName.near(written, known)
                                .map(name -> " (nearest: " + name + ")")
                                .orElse("");
    }

    private static Map<String, Object> options(PostedFields fields, Task task) {
        var posted = fields.object("task_options");
        var known = task.options().stream().map(TaskOption::name).toList();
        for (String name : posted.names()) {
            if (!known.contains(name)) {
                posted.reject(name, unknownOption(task, name, known));
            }
        }
        Map<String, Object> options = new TreeMap<>();
        for (TaskOption option : task.options()) {
            var value = option(posted, option);
            options.put(option.name(), value.isPresent() ? value.get() : option.defaultValue());
        }
        return options;
    }

    private static String unknownOption(Task task, String name, List<String> known) {
        var start = "is no option of the task " + task.name() + ", which has ";
        var nearest = NearestName.near(name, known);
        return start
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + ". "
                + (nearest.isEmpty() ? "Leave it out." : "Did you mean " + nearest.get() + "?");
    }

    private static Optional<?> option(PostedFields posted, TaskOption option) {
        var name = option.name();
        Optional<?> value =
                switch (option.type()) {
                    case "boolean" -> posted.flag(name);
                    case "number" -> posted.number(name);
                    case "integer" -> {
                        var whole = posted.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
                        yield whole.isPresent()
                                ? Optional.of((int) whole.getAsLong())
                                : Optional.empty();
                    }
                    default -> LabelsReader.plainText(posted, name, MAX_OPTION_CHARACTERS);
                };
        if (value.isPresent()
                && !option.allowed().isEmpty()
                && !option.allowed().contains(value.get())) {
            posted.rejectType(name, "one of " + option.allowed());
            return Optional.empty();
        }
        return value;
    }

    private static Sampling sampling(PostedFields fields, Task task, List<Warning> warnings) {
        var usual = task.defaultSampling();
        int rows =
                (int)
                        fields.integer("num_examples", 1, Integer.MAX_VALUE)
                                .orElse(usual.numExamples());
        int length = (int) fields.integer("seq_len", 1, Integer.MAX_VALUE).orElse(usual.seqLen());
        long seed = fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(usual.seed());
        if (seed != usual.seed() && !task.drawsData()) {
            warnings.add(
                    Warning.of(
                            WarningCode.FIELD_WITHOUT_EFFECT,
                            "seed does nothing: the task "
                                    + task.name()
                                    + " draws no random data."));
        }
        var sampling = new Sampling(rows, length, seed);
        task.objectionTo(new Sampling(rows, usual.seqLen(), seed))
                .ifPresent(objection -> fields.reject("num_examples", objection));
        task.objectionTo(new Sampling(usual.numExamples(), length, seed))
                .ifPresent(objection -> fields.reject("seq_len", objection));
        return sampling;
    }
}

package dev.circuitry.experiment;

import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskOption;
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
    private final List<ModelListing> models;

    SubjectReader(List<Task> tasks, List<ModelListing> models) {
        this.tasks = List.copyOf(tasks);
        this.models = List.copyOf(models);
    }

    /** The task named, or empty where none or no known one is; then the rest cannot be judged. */
    Optional<Task> task(PostedFields fields) {
        var names = tasks.stream().map(Task::name).toList();
        if (!fields.has("task")) {
            fields.reject("task", "is required: one of " + String.join(", ", names) + ".");
            return Optional.empty();
        }
        var name = fields.text("task");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.get().equals("custom")) {
            fields.reject(
                    "task",
                    "is \"custom\", which this version does not run yet. Choose one of "
                            + String.join(", ", names)
                            + ".");
            return Optional.empty();
        }
        var task = tasks.stream().filter(known -> known.name().equals(name.get())).findFirst();
        if (task.isEmpty()) {
            fields.rejectType("task", unknown("task", name.get(), names));
        }
        return task;
    }

    /** The rest of the subject. */
    Subject read(PostedFields fields, Task task, List<String> warnings) {
        refuseCustomData(fields);
        return new Subject(
                task.name(),
                model(fields, task),
                options(fields, task),
                sampling(fields, task, warnings));
    }

    /** Judges of the rest what can be without a task: types, ranges, whether there is the model. */
    void judgeWithoutTask(PostedFields fields) {
        refuseCustomData(fields);
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

    /** Refuses what only custom data brings, also where the task is unknown. */
    void refuseCustomData(PostedFields fields) {
        for (String name : List.of("dataset", "known_circuit")) {
            if (fields.has(name)) {
                fields.reject(
                        name,
                        "belongs to the task custom, which this version does not run yet. Leave it out.");
            }
        }
    }

    private String model(PostedFields fields, Task task) {
        var name = fields.text("model").orElse(task.defaultModel());
        judgeModel(fields, name, task);
        return name;
    }

    /** Whether there is the model, and whether the task, where it is known, runs on it. */
    private void judgeModel(PostedFields fields, String name, @Nullable Task task) {
        var known = models.stream().map(ModelListing::name).toList();
        var model = models.stream().filter(listed -> listed.name().equals(name)).findFirst();
        if (model.isEmpty()) {
            fields.rejectType("model", unknown("model", name, known));
        } else if (task != null && !task.models().contains(name)) {
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

    private static Sampling sampling(PostedFields fields, Task task, List<String> warnings) {
        var usual = task.defaultSampling();
        int rows =
                (int)
                        fields.integer("num_examples", 1, Integer.MAX_VALUE)
                                .orElse(usual.numExamples());
        int length = (int) fields.integer("seq_len", 1, Integer.MAX_VALUE).orElse(usual.seqLen());
        long seed = fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(usual.seed());
        if (seed != usual.seed() && !task.drawsData()) {
            warnings.add("seed does nothing: the task " + task.name() + " draws no random data.");
        }
        var sampling = new Sampling(rows, length, seed);
        task.objectionTo(new Sampling(rows, usual.seqLen(), seed))
                .ifPresent(objection -> fields.reject("num_examples", objection));
        task.objectionTo(new Sampling(usual.numExamples(), length, seed))
                .ifPresent(objection -> fields.reject("seq_len", objection));
        return sampling;
    }
}

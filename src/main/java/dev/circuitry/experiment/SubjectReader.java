package dev.circuitry.experiment;

import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
        var known = models.stream().map(ModelListing::name).toList();
        var model = models.stream().filter(listed -> listed.name().equals(name)).findFirst();
        if (model.isEmpty()) {
            fields.rejectType("model", unknown("model", name, known));
        } else if (!task.models().contains(name)) {
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
        return name;
    }

    private static String unknown(String kind, String written, List<String> known) {
        return known.isEmpty()
                ? "a " + kind + " there is, and there is none"
                : "one of "
                        + String.join(", ", known)
                        + " (nearest: "
                        + NearestName.to(written, known)
                        + ")";
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
        var start = "is no option of the task " + task.name() + ", which ";
        return known.isEmpty()
                ? start + "has none. Leave it out."
                : start
                        + "has "
                        + String.join(", ", known)
                        + ". Did you mean "
                        + NearestName.to(name, known)
                        + "?";
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

package dev.circuitry.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is explained: a behaviour of a model.
 *
 * @param task the behaviour's name
 * @param model the model's name
 * @param options the task's own options, defaults filled in
 * @param sampling how much data
 * @param custom the data themselves, for the task {@code custom} alone; else null
 */
public record Subject(
        String task,
        String model,
        Map<String, Object> options,
        Sampling sampling,
        @Nullable CustomBehaviour custom) {
    public Subject {
        options = Map.copyOf(options);
    }

    /** A task that brings its own data. */
    public static Subject of(
            String task, String model, Map<String, Object> options, Sampling sampling) {
        return new Subject(task, model, options, sampling, null);
    }

    /** The same with another amount of data. */
    public Subject with(Sampling other) {
        return new Subject(task, model, options, other, custom);
    }
}

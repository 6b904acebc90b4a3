package dev.circuitry.spec;

import java.util.Map;

/**
 * What is explained: a behaviour of a model.
 *
 * @param task the behaviour's name
 * @param model the model's name
 * @param options the task's own options, defaults filled in
 * @param sampling how much data
 */
public record Subject(String task, String model, Map<String, Object> options, Sampling sampling) {
    public Subject {
        options = Map.copyOf(options);
    }
}

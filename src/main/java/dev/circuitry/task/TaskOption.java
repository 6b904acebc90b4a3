package dev.circuitry.task;

import java.util.List;

/**
 * An option that one task alone has.
 *
 * @param name in {@code task_options}
 * @param type {@code integer}, {@code number}, {@code boolean} or {@code string}
 * @param defaultValue what it is where none is given
 * @param allowed the values it takes; empty where any of the type will do
 * @param description what it does
 */
public record TaskOption(
        String name, String type, Object defaultValue, List<Object> allowed, String description) {}

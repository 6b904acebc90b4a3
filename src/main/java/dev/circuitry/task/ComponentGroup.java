package dev.circuitry.task;

import java.util.Set;

/**
 * Components of a model that do the same job.
 *
 * @param name in a word or two: {@code name mover}
 * @param colour of their boxes in pictures, {@code #rrggbb}
 * @param components by name: {@code a9.6}, {@code m0}
 */
public record ComponentGroup(String name, String colour, Set<String> components) {
    public ComponentGroup {
        components = Set.copyOf(components);
    }
}

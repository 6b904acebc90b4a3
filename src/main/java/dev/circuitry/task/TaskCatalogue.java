package dev.circuitry.task;

import java.util.List;
import java.util.Optional;

/** The tasks that come with the service; a new one is a new file and a line here. */
public final class TaskCatalogue {
    private static final List<Task> TASKS =
            List.of(new TracrReverse(), new TracrProportion(), new OrGate());

    /** Every task, in the order in which they are listed. */
    public List<Task> all() {
        return TASKS;
    }

    /** The task of that name. */
    public Optional<Task> find(String name) {
        return TASKS.stream().filter(task -> task.name().equals(name)).findFirst();
    }
}

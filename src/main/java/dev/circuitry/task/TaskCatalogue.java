package dev.circuitry.task;

import dev.circuitry.task.language.Docstring;
import dev.circuitry.task.language.GreaterThan;
import dev.circuitry.task.language.HybridRetrieval;
import dev.circuitry.task.language.Induction;
import dev.circuitry.task.language.InductionRepeat;
import dev.circuitry.task.language.Ioi;
import dev.circuitry.task.language.Kbicr;
import dev.circuitry.task.language.Retrieval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks that come with the service; a new one is a new file and a line here. */
public final class TaskCatalogue {
    private static final List<Task> TASKS =
            Stream.of(
                            List.of(new Ioi(), new Docstring(), new GreaterThan(), new Induction()),
                            List.of(new TracrReverse(), new TracrProportion()),
                            List.of(new HybridRetrieval(), new Kbicr()),
                            Retrieval.all(),
                            List.of(new InductionRepeat()),
                            List.of(new OrGate()))
                    .<Task>flatMap(List::stream)
                    .toList();

    /** Every task, in the order in which they are listed. */
    public List<Task> all() {
        return TASKS;
    }

    /** The task of that name. */
    public Optional<Task> find(String name) {
        return TASKS.stream().filter(task -> task.name().equals(name)).findFirst();
    }
}

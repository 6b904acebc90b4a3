package dev.circuitry.download;

import dev.circuitry.job.RunRecords.TimedStep;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step as clients see it: a visited node and how its tests ended. */
public record StepRow(
        int seq,
        String node,
        String label,
        double metric,
        int edges,
        int evaluations,
        int kept,
        int removed,
        double elapsedSeconds)
        implements TableRow {
    /** The columns' names. */
    public static final List<String> COLUMNS =
            List.of(
                    "seq",
                    "node",
                    "label",
                    "metric",
                    "edges",
                    "evaluations",
                    "kept",
                    "removed",
                    "elapsed_seconds");

    /** The row of a step. */
    public static StepRow of(TimedStep timed) {
        var step = timed.step();
        return new StepRow(
                step.seq(),
                step.receiver().name(),
                step.receiver().label(),
                step.metric(),
                step.edges(),
                step.tally().evaluations(),
                step.tally().kept(),
                step.tally().removed(),
                timed.elapsedSeconds());
    }

    @Override
    public List<@Nullable Object> cells() {
        return Arrays.asList(
                seq, node, label, metric, edges, evaluations, kept, removed, elapsedSeconds);
    }
}

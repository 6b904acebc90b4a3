package dev.circuitry.api;

import dev.circuitry.job.JobView.Progress;
import org.jspecify.annotations.Nullable;

/** How far a run is, as clients see it. */
record ProgressDocument(
        int steps,
        int evaluations,
        int edges,
        double metric,
        @Nullable String currentNode,
        double elapsedSeconds,
        @Nullable Double evaluationsPerSecond,
        @Nullable Double etaSeconds) {

    static ProgressDocument of(Progress progress) {
        var pace = progress.pace();
        return new ProgressDocument(
                progress.steps(),
                progress.evaluations(),
                progress.edges(),
                progress.metric(),
                pace.currentNode(),
                pace.elapsedSeconds(),
                pace.evaluationsPerSecond(),
                pace.etaSeconds());
    }
}

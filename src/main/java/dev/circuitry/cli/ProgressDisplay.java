package dev.circuitry.cli;

import dev.circuitry.job.JobView;
import dev.circuitry.job.JobView.Progress;
import dev.circuitry.job.RunEvents;

/** Shows how far a run is, on standard error. */
interface ProgressDisplay extends AutoCloseable {
    /** A display that suits where the output goes. */
    static ProgressDisplay forThisOutput(String name) {
        return Terminal.isThere() ? new BarDisplay(name) : new LineDisplay(name);
    }

    /** Tells of a decision or a step; of each once and in order. */
    void tell(RunEvents.Event event);

    /** Shows a job as it stands now; to be called every now and then. */
    void show(JobView job);

    @Override
    void close();

    /** Steps, evaluations, edges and metric in a few words. */
    static String words(Progress progress) {
        return "step %d, %d evaluations, %d edges, metric %.4g"
                .formatted(
                        progress.steps(),
                        progress.evaluations(),
                        progress.edges(),
                        progress.metric());
    }
}

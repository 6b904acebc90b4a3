package dev.circuitry.cli;

import dev.circuitry.discovery.Step;
import dev.circuitry.job.JobView;
import dev.circuitry.job.RunEvents.Event;

/** A plain line a step; for files and pipes. */
final class LineDisplay implements ProgressDisplay {
    private final String name;

    LineDisplay(String name) {
        this.name = name;
        say("starting");
    }

    @Override
    public void tell(Event event) {
        var timed = event.step();
        if (timed != null) {
            Step step = timed.step();
            say(
                    "step %d, %s: %d kept, %d removed; %d edges, metric %.4g"
                            .formatted(
                                    step.seq(),
                                    step.receiver(),
                                    step.tally().kept(),
                                    step.tally().removed(),
                                    step.edges(),
                                    step.metric()));
        }
    }

    private void say(String words) {
        System.err.println(name + ": " + words);
    }

    @Override
    public void show(JobView job) {}

    @Override
    public void close() {}
}

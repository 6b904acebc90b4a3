package dev.circuitry.discovery;

import dev.circuitry.graph.Node;

/**
 * Hears what a run does, as it does it and on the run's thread. Observes and never steers; an
 * exception from it ends the run.
 */
public interface DiscoveryListener {
    /** Hears nothing. */
    DiscoveryListener NONE = new DiscoveryListener() {};

    /** The run starts on the full graph; not heard again when a run is resumed. */
    default void started(double initialMetric, int edges) {}

    /** A receiver is about to be visited. */
    default void visiting(int step, Node receiver) {}

    /** An edge was tested. */
    default void decided(Decision decision) {}

    /** A step is complete: all its decisions were heard before. */
    default void completed(Step step) {}

    /** Something a user should know; a whole sentence. */
    default void warned(String warning) {}

    /** One that hears everything first, and then lets the next hear it. */
    default DiscoveryListener then(DiscoveryListener next) {
        var first = this;
        return new DiscoveryListener() {
            @Override
            public void started(double initialMetric, int edges) {
                first.started(initialMetric, edges);
                next.started(initialMetric, edges);
            }

            @Override
            public void visiting(int step, Node receiver) {
                first.visiting(step, receiver);
                next.visiting(step, receiver);
            }

            @Override
            public void decided(Decision decision) {
                first.decided(decision);
                next.decided(decision);
            }

            @Override
            public void completed(Step step) {
                first.completed(step);
                next.completed(step);
            }

            @Override
            public void warned(String warning) {
                first.warned(warning);
                next.warned(warning);
            }
        };
    }
}

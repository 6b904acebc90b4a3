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
}

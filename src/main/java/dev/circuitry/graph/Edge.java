package dev.circuitry.graph;

/**
 * A sender's contribution to a receiver.
 *
 * @param id its place in the order in which the graph was built, from 0; unique in its graph
 * @param sender the node nearer the input
 * @param receiver the node nearer the output
 * @param type what it carries
 */
public record Edge(int id, Node sender, Node receiver, EdgeType type) {
    @Override
    public String toString() {
        return receiver.name() + " <- " + sender.name();
    }
}

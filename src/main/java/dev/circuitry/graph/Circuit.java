package dev.circuitry.graph;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsSubgraph;

/** A subset of a computational graph's edges. Immutable; a copy costs one bit an edge. */
public final class Circuit {
    private final ComputationalGraph graph;
    private final BitSet present;

    private Circuit(ComputationalGraph graph, BitSet present) {
        this.graph = graph;
        this.present = present;
    }

    /** The circuit of these edges of a graph. */
    public static Circuit of(ComputationalGraph graph, Collection<Edge> edges) {
        var present = new BitSet(graph.edges().size());
        edges.forEach(edge -> present.set(edge.id()));
        return new Circuit(graph, present);
    }

    /** What it is a part of. */
    public ComputationalGraph graph() {
        return graph;
    }

    /** Whether the edge is present. */
    public boolean contains(Edge edge) {
        return present.get(edge.id());
    }

    /** This circuit less one edge. */
    public Circuit without(Edge edge) {
        return without(List.of(edge));
    }

    /** This circuit less some edges. */
    public Circuit without(Collection<Edge> edges) {
        var rest = (BitSet) present.clone();
        edges.forEach(edge -> rest.clear(edge.id()));
        return new Circuit(graph, rest);
    }

    /** This circuit less every edge into a receiver, placeholders too. */
    public Circuit withoutInputsOf(Node receiver) {
        return without(graph.inputsOf(receiver));
    }

    /**
     * The edges of this circuit that another circuit of the graph lacks, in the order of
     * construction.
     */
    public List<Edge> missingFrom(Circuit other) {
        var rest = (BitSet) present.clone();
        rest.andNot(other.present);
        return rest.stream().mapToObj(graph::edge).toList();
    }

    /** The present edges into a receiver, in stored order. */
    public List<Edge> inputsOf(Node receiver) {
        return graph.inputsOf(receiver).stream().filter(this::contains).toList();
    }

    /**
     * Whether any present edge, placeholders included, leaves the node. For a circuit whose
     * unreached nodes on the output side have lost their inputs this is whether the node reaches
     * the output.
     */
    public boolean feedsAnything(Node sender) {
        return graph.outputsOf(sender).stream().anyMatch(this::contains);
    }

    /** Whether every edge into the receiver is present. */
    public boolean hasAllInputsOf(Node receiver) {
        return graph.inputsOf(receiver).stream().allMatch(this::contains);
    }

    /** The present edges, in the order in which the reference saves them. */
    public Stream<Edge> edges() {
        return graph.edges().stream().filter(this::contains);
    }

    /** The present edges that are measured: all but placeholders. */
    public Stream<Edge> countedEdges() {
        return edges().filter(edge -> edge.type().isMeasured());
    }

    /** How many edges are present, placeholders not counted. */
    public int size() {
        return (int) countedEdges().count();
    }

    /** Endpoints of the counted edges, in the order of the edges, receivers first. */
    public Set<Node> nodes() {
        Set<Node> nodes = new LinkedHashSet<>();
        countedEdges()
                .forEach(
                        edge -> {
                            nodes.add(edge.receiver());
                            nodes.add(edge.sender());
                        });
        return nodes;
    }

    /** The subset of the present edges for which the condition holds. */
    public Circuit where(Predicate<Edge> condition) {
        return of(graph, edges().filter(condition).toList());
    }

    /** The same as a JGraphT graph: the present edges and their endpoints. */
    public Graph<Node, Edge> asGraph() {
        Set<Edge> kept = new LinkedHashSet<>(edges().toList());
        Set<Node> ends = new LinkedHashSet<>();
        kept.forEach(
                edge -> {
                    ends.add(edge.receiver());
                    ends.add(edge.sender());
                });
        return new AsSubgraph<>(graph.asGraph(), ends, kept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Circuit that && graph == that.graph && present.equals(that.present);
    }

    @Override
    public int hashCode() {
        return present.hashCode();
    }

    @Override
    public String toString() {
        return size() + " edges";
    }
}

package dev.circuitry.graph;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a circuit of a graph back from {@code subgraph} rows or from node-link JSON. What isn't
 * named is absent; an edge may be named twice. Names are the graph's, and the older {@code
 * hook_resid_mid} for {@code hook_mlp_in}.
 */
public final class SubgraphReader {
    /** More is no help to anyone. */
    private static final int MOST_VIOLATIONS = 100;

    private final ComputationalGraph graph;

    /** A reader of circuits of this graph. */
    public SubgraphReader(ComputationalGraph graph) {
        this.graph = graph;
    }

    /**
     * The circuit of rows {@code [child, [null, null, 6], parent, [null]]}.
     *
     * @param rows as JSON gives them: lists of strings and lists
     * @param pointer where they stand in the body, {@code #/circuit}
     * @throws ProblemException INVALID_SPEC naming every row that is not one
     */
    public Circuit fromRows(List<?> rows, String pointer) {
        return read(rows, pointer, this::edgeOfRow);
    }

    /**
     * The circuit of a node-link object's edges.
     *
     * @param object as JSON gives it: a map with a list {@code edges} (or, older, {@code links}) of
     *     maps with {@code source} and {@code target}
     * @param pointer where it stands in the body
     * @throws ProblemException INVALID_SPEC naming every edge that is not one
     */
    public Circuit fromNodeLink(Map<?, ?> object, String pointer) {
        var key = object.containsKey("edges") || !object.containsKey("links") ? "edges" : "links";
        if (object.get(key) instanceof List<?> edges) {
            return read(edges, pointer + "/" + key, this::edgeOfLink);
        }
        throw invalid(List.of(new Violation(pointer + "/edges", "must be a list of edges")));
    }

    private interface RowReader {
        /** The edge, or what is wrong put into {@code wrong}. */
        Optional<Edge> read(@Nullable Object row, List<String> wrong);
    }

    private Circuit read(List<?> rows, String pointer, RowReader reader) {
        List<Edge> edges = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < rows.size() && violations.size() < MOST_VIOLATIONS; i++) {
            List<String> wrong = new ArrayList<>();
            reader.read(rows.get(i), wrong).ifPresent(edges::add);
            for (String detail : wrong) {
                violations.add(new Violation(pointer + "/" + i, detail));
            }
        }
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
        return Circuit.of(graph, edges);
    }

    private Optional<Edge> edgeOfRow(@Nullable Object row, List<String> wrong) {
        if (row instanceof List<?> cells
                && cells.size() == 4
                && cells.get(0) instanceof String child
                && cells.get(2) instanceof String parent) {
            var childIndex = indexOf(cells.get(1));
            var parentIndex = indexOf(cells.get(3));
            if (childIndex.isPresent() && parentIndex.isPresent()) {
                return edge(parent + parentIndex.get(), child + childIndex.get(), wrong);
            }
        }
        wrong.add("a row is [child, index, parent, index], an index [null] or [null, null, head]");
        return Optional.empty();
    }

    private Optional<Edge> edgeOfLink(@Nullable Object link, List<String> wrong) {
        if (link instanceof Map<?, ?> cells
                && cells.get("source") instanceof String source
                && cells.get("target") instanceof String target) {
            return edge(source, target, wrong);
        }
        wrong.add("an edge has a source and a target, the names of two nodes");
        return Optional.empty();
    }

    /** {@code [:]} or {@code [:, :, 6]}. */
    private static Optional<String> indexOf(@Nullable Object index) {
        if (index instanceof List<?> places) {
            if (places.size() == 1 && places.get(0) == null) {
                return Optional.of("[:]");
            }
            if (places.size() == 3
                    && places.get(0) == null
                    && places.get(1) == null
                    && places.get(2) instanceof Integer head) {
                return Optional.of("[:, :, " + head + "]");
            }
        }
        return Optional.empty();
    }

    private Optional<Edge> edge(String sender, String receiver, List<String> wrong) {
        var from = node(sender, wrong);
        var to = node(receiver, wrong);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        var edge = graph.edge(from.get(), to.get());
        if (edge.isEmpty()) {
            wrong.add("the graph has no edge from " + sender + " to " + receiver);
        }
        return edge;
    }

    private Optional<Node> node(String name, List<String> wrong) {
        var node = graph.node(name.replace("hook_resid_mid", "hook_mlp_in"));
        if (node.isEmpty()) {
            wrong.add("the model's graph has no node " + name);
        }
        return node;
    }

    private static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(
                ProblemCode.INVALID_SPEC,
                "The circuit has rows that are not edges of the model's graph.",
                violations);
    }
}

package dev.circuitry.export;

import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A circuit as people look at it: nodes merged by what they are called, edges by their ends, loops
 * left out (reference: {@code acdc_graphics.show}, whose order of nodes it keeps). Where several
 * edges become one it has the largest effect, not the last one's.
 *
 * @param nodes in the order in which the edges name them, senders before receivers
 * @param edges in the circuit's order
 */
public record DisplayGraph(List<Box> nodes, List<Link> edges) {
    /**
     * A node of the picture.
     *
     * @param name what it is called, unique: {@code a9.6_q}
     * @param component the part of the model that it belongs to: {@code a9.6}
     * @param first the first of the nodes that it stands for
     * @param members full names of those nodes
     */
    public record Box(String name, String component, Node first, Set<String> members) {
        /** The name as the reference writes it, {@code <a9.6_q>}; {@code embed} has no brackets. */
        public String bracketed() {
            return name.equals("embed") ? name : "<" + name + ">";
        }
    }

    /**
     * An edge of the picture.
     *
     * @param sender the node it leaves
     * @param receiver the node it enters
     * @param effect the largest in size of the edges that it stands for; null where none was tested
     * @param edges those edges
     */
    public record Link(Box sender, Box receiver, @Nullable Double effect, List<Edge> edges) {
        /** Whether it stands for structural edges only. */
        public boolean isPlaceholder() {
            return edges.stream().noneMatch(edge -> edge.type().isMeasured());
        }

        /**
         * {@code q}, {@code k}, {@code v} of the heads' channels it enters, in the edges' order.
         */
        public Stream<String> channels() {
            return edges.stream()
                    .map(edge -> edge.receiver().kind().channel())
                    .filter(channel -> channel != ' ')
                    .distinct()
                    .map(String::valueOf);
        }

        private Link and(@Nullable Double other, Edge edge) {
            var all = new ArrayList<>(edges);
            all.add(edge);
            boolean stronger =
                    other != null && (effect == null || Math.abs(other) > Math.abs(effect));
            return new Link(sender, receiver, stronger ? other : effect, all);
        }
    }

    /** What of a document is shown under these options. */
    public static DisplayGraph of(CircuitDocument document, ExportOptions options) {
        var display = options.display();
        Map<String, Box> nodes = new LinkedHashMap<>();
        Map<List<String>, Link> links = new LinkedHashMap<>();
        for (Edge edge : shown(document, options)) {
            var effect = document.effect(edge);
            var sender = nameOf(edge.sender(), options);
            var receiver = nameOf(edge.receiver(), options);
            if (!display.admits(effect) || sender.equals(receiver)) {
                continue;
            }
            var from = boxOf(nodes, sender, edge.sender());
            var to = boxOf(nodes, receiver, edge.receiver());
            var fresh = new Link(from, to, effect, List.of(edge));
            links.merge(List.of(sender, receiver), fresh, (link, next) -> link.and(effect, edge));
        }
        return new DisplayGraph(List.copyOf(nodes.values()), List.copyOf(links.values()));
    }

    private static Collection<Edge> shown(CircuitDocument document, ExportOptions options) {
        if (options.view() == ExportOptions.View.NODES) {
            return document.shownEdges(options.display().showPlaceholders()).toList();
        }
        return ComponentView.of(document, document.shownEdges(false).toList()).edges().stream()
                .map(ComponentView.ComponentEdge::edge)
                .toList();
    }

    private static String nameOf(Node node, ExportOptions options) {
        if (options.view() == ExportOptions.View.COMPONENTS) {
            return node.component();
        }
        if (options.display().showFullIndex()) {
            return node.name();
        }
        return options.display().removeQkv() ? node.component() : node.label();
    }

    private static Box boxOf(Map<String, Box> boxes, String name, Node node) {
        var box =
                boxes.computeIfAbsent(
                        name, key -> new Box(key, node.component(), node, new LinkedHashSet<>()));
        box.members().add(node.name());
        return box;
    }
}

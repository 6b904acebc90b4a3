package dev.circuitry.export;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.DisplayGraph.Link;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Trivial Graph Format as made from the reference's pictures by Graphviz and networkx: lines
 * {@code ID ID } with an empty label, {@code #}, lines {@code SENDER RECEIVER}. Graphviz writes a
 * node before its edges and names their ends at once, hence the order. Names that hold spaces, as
 * full ones do, can't be told apart by readers that split at them.
 */
final class TgfExporter implements CircuitExporter {
    @Override
    public void write(CircuitDocument document, ExportOptions options, Writer out)
            throws IOException {
        Map<String, List<String>> receivers = receiversOf(DisplayGraph.of(document, options));
        Set<String> order = new LinkedHashSet<>();
        receivers.forEach(
                (sender, ends) -> {
                    order.add(sender);
                    order.addAll(ends);
                });
        for (String name : order) {
            out.write(name + " " + name + " \n");
        }
        out.write("#\n");
        for (String sender : order) {
            for (String receiver : receivers.getOrDefault(sender, List.of())) {
                out.write(sender + " " + receiver + "\n");
            }
        }
    }

    /**
     * Who reads each node; nodes in the order in which they were made, as senders and receivers.
     */
    private static Map<String, List<String>> receiversOf(DisplayGraph graph) {
        Map<Box, List<String>> receivers = new LinkedHashMap<>();
        for (Box box : graph.nodes()) {
            receivers.put(box, new ArrayList<>());
        }
        Map<Box, List<Box>> senders =
                graph.edges().stream()
                        .collect(groupingBy(Link::receiver, mapping(Link::sender, toList())));
        for (Box receiver : graph.nodes()) {
            for (Box sender : senders.getOrDefault(receiver, List.of())) {
                receivers.getOrDefault(sender, new ArrayList<>()).add(receiver.bracketed());
            }
        }
        Map<String, List<String>> byName = new LinkedHashMap<>();
        receivers.forEach((box, ends) -> byName.put(box.bracketed(), ends));
        return byName;
    }
}

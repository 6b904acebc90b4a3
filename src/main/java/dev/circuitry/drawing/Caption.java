package dev.circuitry.drawing;

import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a picture says about itself: {@code tracr-reverse · l2 · corrupted · τ = 0.05 · 15 edges}.
 */
final class Caption {
    private static final String BETWEEN = " · ";

    private Caption() {}

    /** The caption in lines no wider than this, where single parts allow it. */
    static List<String> lines(CircuitDocument document, DisplayGraph graph, double width) {
        List<String> lines = new ArrayList<>();
        var line = "";
        for (String part : parts(document, graph)) {
            var longer = line.isEmpty() ? part : line + BETWEEN + part;
            if (!line.isEmpty() && SansFont.width(longer, Style.SMALL) > width) {
                lines.add(line);
                longer = part;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    private static Set<String> parts(CircuitDocument document, DisplayGraph graph) {
        Set<String> parts = new LinkedHashSet<>(); // a model named as its task is named once
        for (String name : List.of("task", "model", "metric", "ablation")) {
            if (document.attributes().get(name) instanceof String text) {
                parts.add(text.replaceAll("\\p{Cntrl}", " ")); // XML has no place for them
            }
        }
        if (document.attributes().get("threshold") instanceof Number threshold) {
            parts.add("τ = " + number(threshold.doubleValue()));
        }
        parts.add(edges(document, graph));
        graph.edges().stream()
                .map(Link::effect)
                .filter(Objects::nonNull)
                .max(Comparator.comparingDouble(Math::abs))
                .ifPresent(effect -> parts.add("widest line: effect " + number(effect)));
        return parts;
    }

    private static String edges(CircuitDocument document, DisplayGraph graph) {
        long shown =
                graph.edges().stream()
                        .flatMap(link -> link.edges().stream())
                        .filter(edge -> edge.type().isMeasured())
                        .count();
        int all = document.circuit().size();
        return (shown == all ? "" : shown + " of ") + all + (all == 1 ? " edge" : " edges");
    }

    /** A number for reading, four digits of it. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double size = Math.abs(value);
        var text = String.format(Locale.ROOT, size < 1e-3 || size >= 1e6 ? "%.3e" : "%.4g", value);
        return text.contains("e") ? text : text.replaceAll("0+$", "");
    }
}

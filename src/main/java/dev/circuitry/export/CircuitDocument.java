package dev.circuitry.export;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Edge;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A circuit with what is known about it: all that an exporter or a painter sees.
 *
 * @param attributes of the graph as a whole, JSON-ready, in the order in which they are written:
 *     {@code job}, {@code task}, {@code model}, {@code metric}, {@code threshold}…; entries without
 *     a finite value are dropped
 * @param circuit its edges
 * @param effects of tested edges, in the metric's unit; one of an edge that is not in the circuit
 *     is used only by formats that list every edge of the graph
 * @param known whether people have drawn it up: nothing was tested, and pictures show it whole
 * @param palette the colours of its components
 */
public record CircuitDocument(
        Map<String, Object> attributes,
        Circuit circuit,
        Map<Edge, Double> effects,
        boolean known,
        Palette palette) {
    /** The attribute with the width of the residual stream, which the {@code eap} format needs. */
    public static final String D_MODEL = "d_model";

    public CircuitDocument {
        var present = new LinkedHashMap<String, Object>(attributes);
        present.values().removeIf(CircuitDocument::isValueless);
        attributes = Collections.unmodifiableMap(present);
        effects = Map.copyOf(effects);
    }

    /** What a run has found so far. */
    public static CircuitDocument ofRun(
            Map<String, Object> attributes, Circuit circuit, Map<Edge, Double> effects) {
        return new CircuitDocument(attributes, circuit, effects, false, Palette.BY_COMPONENT);
    }

    /** A circuit that people have drawn up. */
    public static CircuitDocument ofKnown(Map<String, Object> attributes, Circuit circuit) {
        return new CircuitDocument(attributes, circuit, Map.of(), true, Palette.BY_COMPONENT);
    }

    /** The same in other colours. */
    public CircuitDocument in(Palette colours) {
        return new CircuitDocument(attributes, circuit, effects, known, colours);
    }

    /** Whether a step has tested the edge. */
    public boolean isTested(Edge edge) {
        return effects.containsKey(edge);
    }

    /** What the metric lost without the edge; null where it wasn't tested or isn't finite. */
    public @Nullable Double effect(Edge edge) {
        var effect = effects.get(edge);
        return effect != null && Double.isFinite(effect) ? effect : null;
    }

    /**
     * The edges that are shown to people, in the circuit's order: tested ones, or all counted ones
     * of a known circuit (reference: {@code acdc_graphics.show}, where an edge without an effect is
     * not drawn).
     *
     * @param placeholders whether structural edges are shown too
     */
    public Stream<Edge> shownEdges(boolean placeholders) {
        return circuit.edges()
                .filter(edge -> edge.type().isMeasured() ? known || isTested(edge) : placeholders);
    }

    private static boolean isValueless(@Nullable Object value) {
        return value == null || (value instanceof Double number && !Double.isFinite(number));
    }
}

package dev.circuitry.discovery;

import dev.circuitry.graph.Edge;
import dev.circuitry.random.PythonRandom;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.SenderOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a receiver's edges into the order in which they are tested: first by the senders' hook
 * points, then by head. A random order draws from one generator for the whole run, so it must be
 * asked once for every visited receiver, in order.
 */
final class SenderOrdering {
    private final SenderOrder order;
    private final PythonRandom random;

    SenderOrdering(SenderOrder order) {
        this.order = order;
        this.random = PythonRandom.seed(order.seed());
    }

    /** The same edges, given in stored order, in testing order. */
    List<Edge> of(List<Edge> inputs) {
        Map<String, List<Edge>> byHookPoint = new LinkedHashMap<>();
        for (Edge edge : inputs) {
            byHookPoint
                    .computeIfAbsent(edge.sender().hookPoint(), name -> new ArrayList<>())
                    .add(edge);
        }
        List<Edge> ordered = new ArrayList<>(inputs.size());
        for (String name : arranged(byHookPoint.keySet(), order.names())) {
            ordered.addAll(arranged(byHookPoint.getOrDefault(name, List.of()), order.indices()));
        }
        return ordered;
    }

    private <T> List<T> arranged(Iterable<T> stored, Order how) {
        List<T> items = new ArrayList<>();
        stored.forEach(items::add);
        switch (how) {
            case NORMAL -> {}
            case REVERSE -> Collections.reverse(items);
            case RANDOM -> random.shuffle(items);
        }
        return items;
    }
}

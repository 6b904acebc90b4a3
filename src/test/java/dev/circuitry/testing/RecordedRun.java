package dev.circuitry.testing;

import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.SenderOrder;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One recorded run of the reference: its options and what it kept. */
public record RecordedRun(JsonNode json) {
    /** A kept edge as the reference recorded it, by full node names. */
    public record KeptEdge(String receiver, String sender, double effect) {}

    /** The options as ours. */
    public AcdcOptions options() {
        var order = new SenderOrder(order("indices_mode"), order("names_mode"), 0);
        return new AcdcOptions(
                json.get("threshold").asDouble(),
                json.get("abs_value_threshold").asBoolean(),
                order,
                100_000,
                false);
    }

    /** What absent edges carried. */
    public Ablation ablation() {
        return json.get("zero_ablation").asBoolean() ? Ablation.ZERO : Ablation.CORRUPTED;
    }

    /** The kept edges in the order in which the reference saves them. */
    public List<KeptEdge> kept() {
        return json.get("edges")
                .valueStream()
                .map(
                        edge ->
                                new KeptEdge(
                                        node(edge.get(0), edge.get(1)),
                                        node(edge.get(2), edge.get(3)),
                                        edge.get(4).asDouble()))
                .toList();
    }

    /** A short name for the report of a failure. */
    public String title() {
        return json.path("task").asString("")
                + " "
                + json.get("metric").asString()
                + " "
                + ablation()
                + " "
                + json.get("threshold")
                + " "
                + json.get("indices_mode")
                + " "
                + json.get("names_mode")
                + (json.get("abs_value_threshold").asBoolean() ? " abs" : "");
    }

    private Order order(String field) {
        return Order.valueOf(json.get(field).asString().toUpperCase(Locale.ROOT));
    }

    private static String node(JsonNode name, JsonNode index) {
        if (index.isString()) {
            return name.asString() + index.asString();
        }
        return name.asString()
                + (index.size() == 1 ? "[:]" : "[:, :, " + index.get(2).asInt() + "]");
    }
}

package dev.circuitry.job;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The graphs of the jobs asked about last: a large one takes a tenth of a second to build and some
 * megabytes to keep. Safe for any number of threads.
 */
final class Graphs {
    private static final int MOST = 4;

    private final Workbench workbench;
    private final Map<String, ComputationalGraph> lastUsed =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ComputationalGraph> eldest) {
                    return size() > MOST;
                }
            };

    Graphs(Workbench workbench) {
        this.workbench = workbench;
    }

    /**
     * The graph of a job.
     *
     * @param shape as the run's manifest tells it, so that a job outlives its model's folder; null
     *     before the run
     */
    ComputationalGraph of(String specHash, String spec, @Nullable String shape) {
        @Nullable ComputationalGraph known;
        synchronized (lastUsed) {
            known = lastUsed.get(specHash);
        }
        if (known != null) {
            return known;
        }
        var graph =
                shape == null
                        ? workbench.graphOf(workbench.spec(StoredJson.fields(spec)))
                        : new ComputationalGraph(shape(StoredJson.fields(shape)));
        synchronized (lastUsed) {
            lastUsed.put(specHash, graph);
        }
        return graph;
    }

    /** A graph's shape as a manifest tells it. */
    static Map<String, Object> told(GraphShape shape) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layers", shape.layers());
        fields.put("heads", shape.heads());
        fields.put("key_value_heads", shape.keyValueHeads());
        fields.put("mlp", shape.mlp().name());
        fields.put("split_embedding", shape.splitEmbedding());
        return fields;
    }

    private static GraphShape shape(Map<String, Object> told) {
        return new GraphShape(
                number(told, "layers"),
                number(told, "heads"),
                number(told, "key_value_heads"),
                MlpPlacement.valueOf(String.valueOf(told.get("mlp"))),
                Boolean.TRUE.equals(told.get("split_embedding")));
    }

    private static int number(Map<String, Object> told, String name) {
        return told.get(name) instanceof Number number ? number.intValue() : 0;
    }
}

package dev.circuitry.job;

import dev.circuitry.graph.ComputationalGraph;
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

    /** The graph of a stored specification. */
    ComputationalGraph of(String specHash, String spec) {
        @Nullable ComputationalGraph known;
        synchronized (lastUsed) {
            known = lastUsed.get(specHash);
        }
        if (known != null) {
            return known;
        }
        var graph = workbench.graphOf(workbench.spec(StoredJson.fields(spec)));
        synchronized (lastUsed) {
            lastUsed.put(specHash, graph);
        }
        return graph;
    }
}

package dev.circuitry.graph;

/**
 * What of a transformer decides its computational graph.
 *
 * @param layers number of blocks, at least 1
 * @param heads query heads a block, at least 1
 * @param keyValueHeads key-value heads a block; divides {@code heads}, and equals it where keys are
 *     not shared
 * @param mlp where the MLPs read
 * @param splitEmbedding whether token and position embedding are nodes of their own
 */
public record GraphShape(
        int layers, int heads, int keyValueHeads, MlpPlacement mlp, boolean splitEmbedding) {
    public GraphShape {
        if (layers < 1 || heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "a graph needs a layer, a head, and key-value heads that divide the heads, not "
                            + layers
                            + ", "
                            + heads
                            + ", "
                            + keyValueHeads);
        }
    }

    /** Query heads that share a key-value head. */
    public int queriesPerKey() {
        return heads / keyValueHeads;
    }

    /** Whether keys and values are shared by several query heads. */
    public boolean grouped() {
        return queriesPerKey() > 1;
    }

    /** Whether there are MLPs. */
    public boolean hasMlps() {
        return mlp != MlpPlacement.NONE;
    }

    /** Counted edges of the whole graph, without building it. */
    public int countedEdges() {
        int mlps = hasMlps() ? 1 : 0;
        int channels = heads + 2 * keyValueHeads;
        int senders = splitEmbedding ? 2 : 1;
        int counted = 0;
        for (int layer = 0; layer < layers; layer++) {
            counted += channels * (senders + 1); // what a channel's input reads, and its one edge
            counted += mlps * (senders + (mlp == MlpPlacement.PARALLEL ? 0 : heads));
            senders += heads + mlps;
        }
        return counted + senders;
    }
}

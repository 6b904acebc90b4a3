package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Sop;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads the blocks of a graph over layers (T/compiler/craft_graph_to_model.py): one layer for
 * each depth, except that where one depth holds heads alone and the next MLPs alone, they share a
 * layer.
 */
final class LayerAllocation {

    private final RaspGraph graph;
    private final Blocks blocks;

    LayerAllocation(RaspGraph graph, Blocks blocks) {
        this.graph = graph;
        this.blocks = blocks;
    }

    /** The layers from the embedding on; within each, blocks keep the graph's order. */
    List<PlannedLayer> layers() {
        return merged(byDepth()).stream().map(PlannedLayer::of).toList();
    }

    /** What is computed at depth d reads something at depth d − 1, so no depth is empty. */
    private List<List<Block>> byDepth() {
        List<List<Block>> byDepth = new ArrayList<>();
        for (Sop<?> sop : graph.computed()) {
            int depth = graph.depth(sop); // inputs have depth 0
            while (byDepth.size() < depth) {
                byDepth.add(new ArrayList<>());
            }
            byDepth.get(depth - 1).add(blocks.blockOf(sop));
        }
        return byDepth;
    }

    private static List<List<Block>> merged(List<List<Block>> byDepth) {
        List<List<Block>> merged = new ArrayList<>();
        for (int d = 0; d < byDepth.size(); d++) {
            List<Block> layer = new ArrayList<>(byDepth.get(d));
            boolean sharesNext =
                    d + 1 < byDepth.size()
                            && layer.stream().allMatch(Block::isAttention)
                            && byDepth.get(d + 1).stream().allMatch(Block::isMlp);
            if (sharesNext) {
                d++;
                layer.addAll(byDepth.get(d));
            }
            merged.add(layer);
        }
        return merged;
    }
}

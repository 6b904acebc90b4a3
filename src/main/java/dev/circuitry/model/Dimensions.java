package dev.circuitry.model;

/**
 * The sizes of a transformer.
 *
 * @param layers number of blocks
 * @param heads query heads a block
 * @param keyValueHeads key-value heads a block: divides {@code heads}, and equals it unless keys
 *     are shared by groups
 * @param dModel width of the residual stream
 * @param dHead width of a head
 * @param dMlp width of an MLP's hidden layer; 0 where there are no MLPs
 * @param context longest prompt in tokens
 * @param vocabulary number of input tokens
 * @param outputs number of logits a position
 */
public record Dimensions(
        int layers,
        int heads,
        int keyValueHeads,
        int dModel,
        int dHead,
        int dMlp,
        int context,
        int vocabulary,
        int outputs) {
    /** Sizes where every head has its own keys. */
    public static Dimensions ungrouped(
            int layers,
            int heads,
            int dModel,
            int dHead,
            int dMlp,
            int context,
            int vocabulary,
            int outputs) {
        return new Dimensions(
                layers, heads, heads, dModel, dHead, dMlp, context, vocabulary, outputs);
    }

    /** Whether blocks have MLPs. */
    public boolean hasMlps() {
        return dMlp > 0;
    }

    /** Query heads that share a key-value head. */
    public int queriesPerKey() {
        return heads / keyValueHeads;
    }
}

package dev.circuitry.model;

/**
 * The sizes of a transformer.
 *
 * @param layers number of blocks
 * @param heads attention heads a block
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
        int dModel,
        int dHead,
        int dMlp,
        int context,
        int vocabulary,
        int outputs) {
    /** Whether blocks have MLPs. */
    public boolean hasMlps() {
        return dMlp > 0;
    }
}

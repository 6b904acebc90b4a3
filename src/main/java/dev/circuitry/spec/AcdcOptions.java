package dev.circuitry.spec;

/**
 * What steers Automatic Circuit Discovery (Conmy et al. 2023).
 *
 * @param threshold τ, in the metric's unit: an edge is kept when its effect is at least τ
 * @param absolute whether |effect| is compared
 * @param order in which a receiver's senders are tested
 * @param maxNumEpochs at most this many receivers are visited
 * @param singleStep whether to stop after the first
 */
public record AcdcOptions(
        double threshold,
        boolean absolute,
        SenderOrder order,
        int maxNumEpochs,
        boolean singleStep) {
    /** Whether an edge of that effect is kept. Signed: one that hurts is removed too. */
    public boolean keeps(double effect) {
        return !(compared(effect) < threshold);
    }

    /** How far an effect is from deciding otherwise. */
    public double margin(double effect) {
        return Math.abs(compared(effect) - threshold);
    }

    private double compared(double effect) {
        return absolute ? Math.abs(effect) : effect;
    }
}

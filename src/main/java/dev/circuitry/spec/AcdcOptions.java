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
        boolean singleStep) {}

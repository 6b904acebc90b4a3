package dev.circuitry.spec;

/**
 * How a circuit is turned into a number.
 *
 * @param metric its name; every metric is minimised
 * @param ablation what absent edges carry
 * @param precision the arithmetic
 * @param processing what is done to the weights on loading
 * @param resetNetwork whether the task's reset weights are run
 */
public record Measure(
        String metric,
        Ablation ablation,
        Precision precision,
        Processing processing,
        boolean resetNetwork) {}

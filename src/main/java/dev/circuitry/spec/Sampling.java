package dev.circuitry.spec;

/**
 * How much data, and which.
 *
 * @param numExamples rows of the validation split
 * @param seqLen tokens a row
 * @param seed of the data, where the task draws any
 */
public record Sampling(int numExamples, int seqLen, long seed) {}

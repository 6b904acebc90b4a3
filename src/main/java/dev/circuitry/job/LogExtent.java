package dev.circuitry.job;

/**
 * How far a log's complete steps go.
 *
 * @param steps complete steps
 * @param evaluations decisions of these steps
 * @param seconds these steps took
 */
record LogExtent(int steps, int evaluations, double seconds) {}

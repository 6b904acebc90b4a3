package dev.circuitry.experiment;

/**
 * A token and the logit a model gives it.
 *
 * @param token its id
 * @param logit higher is likelier
 */
public record TokenLogit(int token, double logit) {}

package dev.circuitry.job;

/**
 * What a posted specification has come to.
 *
 * @param job as it stands
 * @param deduplicated whether the job was there already, with or on its way to the same result
 */
public record Submission(JobView job, boolean deduplicated) {}

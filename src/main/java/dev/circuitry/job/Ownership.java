package dev.circuitry.job;

import java.util.UUID;

/** The right of one attempt to write to a job; void as soon as another attempt claims the job. */
record Ownership(UUID job, UUID owner) {}

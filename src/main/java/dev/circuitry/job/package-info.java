/** Stores, queues, runs and cancels jobs; the decision log. */
@NullMarked
package dev.circuitry.job;

import org.jspecify.annotations.NullMarked;

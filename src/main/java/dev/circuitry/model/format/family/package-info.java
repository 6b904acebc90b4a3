/**
 * Families of checkpoints: what their configurations mean, and where in their files each of our
 * parameters lies. The only place that knows the names of architectures.
 */
@NullMarked
package dev.circuitry.model.format.family;

import org.jspecify.annotations.NullMarked;

/**
 * Algorithms that shrink a computational graph to a circuit, and the events they emit; no tensors
 * here.
 */
@NullMarked
package dev.circuitry.discovery;

import org.jspecify.annotations.NullMarked;

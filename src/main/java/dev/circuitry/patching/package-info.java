/** Measures circuits: runs the model while chosen edges carry ablated activations. */
@NullMarked
package dev.circuitry.patching;

import org.jspecify.annotations.NullMarked;

/**
 * Writes circuits for other tools to read, and reads back those of its forms that hold a whole
 * circuit.
 */
@NullMarked
package dev.circuitry.export;

import org.jspecify.annotations.NullMarked;

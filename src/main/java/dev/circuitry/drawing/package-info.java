/** Lays circuits out and paints them: PNG, SVG, PDF. */
@NullMarked
package dev.circuitry.drawing;

import org.jspecify.annotations.NullMarked;

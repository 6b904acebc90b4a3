/** A lab's own prompts: reads them from what was posted or uploaded, and stores them by content. */
@NullMarked
package dev.circuitry.dataset;

import org.jspecify.annotations.NullMarked;

/** How far one set of logits is from another, as a number to minimise. */
@NullMarked
package dev.circuitry.metric;

import org.jspecify.annotations.NullMarked;

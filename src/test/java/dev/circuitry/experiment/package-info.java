/** Tests of putting runs together. */
@NullMarked
package dev.circuitry.experiment;

import org.jspecify.annotations.NullMarked;

/** Small stand-ins that tests of several rooms share. */
@NullMarked
package dev.circuitry.testing;

import org.jspecify.annotations.NullMarked;

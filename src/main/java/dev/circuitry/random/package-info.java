/** The generators the reference's data hang on, bit for bit. */
@NullMarked
package dev.circuitry.random;

import org.jspecify.annotations.NullMarked;

/** Tests of the command line. */
@NullMarked
package dev.circuitry.cli;

import org.jspecify.annotations.NullMarked;

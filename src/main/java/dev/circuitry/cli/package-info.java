/** The command line: what {@code java -jar circuitry.jar} understands, and runs on a terminal. */
@NullMarked
package dev.circuitry.cli;

import org.jspecify.annotations.NullMarked;

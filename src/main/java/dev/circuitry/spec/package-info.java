/** The validated description of one run, and the words all rooms share; no I/O. */
@NullMarked
package dev.circuitry.spec;

import org.jspecify.annotations.NullMarked;

/** What an evaluation costs, in plain forward passes of the same model on the same machine. */
@NullMarked
package dev.circuitry.bench;

import org.jspecify.annotations.NullMarked;

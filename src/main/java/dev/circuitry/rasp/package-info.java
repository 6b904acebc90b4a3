/** RASP programs (Weiss, Goldberg and Yahav, ICML 2021) and what they mean on a sequence. */
@NullMarked
package dev.circuitry.rasp;

import org.jspecify.annotations.NullMarked;

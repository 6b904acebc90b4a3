/**
 * The generators the reference's data hang on, bit for bit: one Mersenne Twister, drawn from as
 * torch, numpy and Python draw.
 */
@NullMarked
package dev.circuitry.random;

import org.jspecify.annotations.NullMarked;

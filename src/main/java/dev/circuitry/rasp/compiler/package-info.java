/**
 * Compiles RASP programs into transformer weights, as tracr does (Lindner et al. 2023): graph,
 * bases, blocks, layers, weights.
 */
@NullMarked
package dev.circuitry.rasp.compiler;

import org.jspecify.annotations.NullMarked;

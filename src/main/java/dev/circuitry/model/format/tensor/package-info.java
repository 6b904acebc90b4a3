/**
 * Files of named tensors: what is in them is known from their headers, and nothing is allocated
 * before every size has been checked against the file.
 */
@NullMarked
package dev.circuitry.model.format.tensor;

import org.jspecify.annotations.NullMarked;

package dev.circuitry.model.format.family;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How one of our parameters is made of a stored tensor, by moving numbers and never by changing
 * them.
 *
 * @param stored the tensor's name, or null for zeros: a bias that the architecture does not have
 * @param shape what the stored tensor's shape must be
 * @param layout from the stored tensor to the parameter
 */
public record Piece(@Nullable String stored, long[] shape, UnaryOperator<NDArray> layout) {}

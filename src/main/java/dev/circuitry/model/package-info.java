/**
 * A decoder-only transformer as DJL tensor code, with a named hook point at every activation.
 *
 * <p>Shapes at line ends use: batch, pos, head, d_model, d_head, d_mlp, vocab; {@code [batch, pos,
 * head, d_head]}.
 */
@NullMarked
package dev.circuitry.model;

import org.jspecify.annotations.NullMarked;

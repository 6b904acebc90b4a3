package dev.circuitry.model;

import org.jspecify.annotations.Nullable;

/**
 * How a model knows positions.
 *
 * @param kind which way
 * @param rotary how it rotates where the kind is rotary, else null
 */
public record PositionConfig(Positions kind, @Nullable Rotary rotary) {
    /** Learned vectors added to the residual stream. */
    public static final PositionConfig STANDARD = new PositionConfig(Positions.STANDARD, null);

    /** Learned vectors that only queries and keys read. */
    public static final PositionConfig SHORTFORMER =
            new PositionConfig(Positions.SHORTFORMER, null);

    public PositionConfig {
        if ((kind == Positions.ROTARY) != (rotary != null)) {
            throw new IllegalArgumentException(
                    "rotary positions, and no others, say how they rotate");
        }
    }

    /** Rotated queries and keys. */
    public static PositionConfig rotary(Rotary rotary) {
        return new PositionConfig(Positions.ROTARY, rotary);
    }
}

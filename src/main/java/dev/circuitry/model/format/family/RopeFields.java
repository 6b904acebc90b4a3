package dev.circuitry.model.format.family;

import dev.circuitry.model.Rotary;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a Hugging Face configuration says about rotary positions: fields of its own before
 * transformers 5, all in rope_parameters since. The plain kind, linear interpolation and Llama
 * 3.1's are computed as transformers does; any other is refused by name.
 */
final class RopeFields {
    private final ConfigFields fields;
    private final String base;
    private final String fraction;
    private final double usualFraction;

    /**
     * Where to look.
     *
     * @param base the field with the base of the frequencies
     * @param fraction the field with the part of a head that is rotated
     * @param usualFraction the part where it does not say
     */
    RopeFields(ConfigFields fields, String base, String fraction, double usualFraction) {
        this.fields = fields;
        this.base = base;
        this.fraction = fraction;
        this.usualFraction = usualFraction;
    }

    /** Where the family rotates heads as a whole, whatever the configuration says. */
    Rotary wholeHead(int dHead) {
        var rotary = rotary(dHead);
        if (rotary.dimensions() != dHead) {
            throw fields.wrong(
                    fields.has("rope_parameters") ? "rope_parameters" : fraction,
                    "to rotate heads as a whole");
        }
        return rotary;
    }

    Rotary rotary(int dHead) {
        Optional<ConfigFields> parameters = fields.object("rope_parameters");
        Optional<ConfigFields> scaling =
                parameters.isPresent() ? parameters : fields.object("rope_scaling");
        double theta = fields.positive(base, 10_000);
        double part = fields.positive(fraction, usualFraction);
        if (parameters.isPresent()) {
            theta = parameters.get().positive("rope_theta", theta);
            part = parameters.get().positive("partial_rotary_factor", part);
        }
        int dimensions = (int) (dHead * part);
        if (dimensions < 2 || dimensions > dHead || dimensions % 2 != 0) {
            throw fields.wrong(
                    parameters.isPresent() ? "rope_parameters" : fraction,
                    "such that an even number of a head's "
                            + dHead
                            + " dimensions is rotated, not "
                            + dimensions);
        }
        var rotary = Rotary.of(dimensions, theta, false);
        return scaling.map(scale -> scaled(rotary, scale)).orElse(rotary);
    }

    private static Rotary scaled(Rotary rotary, ConfigFields scaling) {
        String field = scaling.has("rope_type") ? "rope_type" : "type";
        String kind = scaling.word(field, "default");
        return switch (kind) {
            case "default" -> rotary;
            case "linear" -> {
                double factor = scaling.positive("factor", 1);
                yield with(rotary, frequency -> frequency / factor);
            }
            case "llama3" -> {
                double factor = scaling.positive("factor", 8);
                double low = scaling.positive("low_freq_factor", 1);
                double high = scaling.positive("high_freq_factor", 4);
                double context = scaling.positive("original_max_position_embeddings", 8192);
                yield with(rotary, frequency -> llama3(frequency, factor, low, high, context));
            }
            default -> throw scaling.wrong(field, "default, linear or llama3");
        };
    }

    /** Long waves are stretched by the factor, short ones are left, those between are mixed. */
    private static double llama3(
            double frequency, double factor, double low, double high, double context) {
        double turns = context * frequency / (2 * Math.PI); // within the original context
        if (turns < low) {
            return frequency / factor;
        }
        if (turns > high) {
            return frequency;
        }
        double smooth = (turns - low) / (high - low);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }

    private static Rotary with(Rotary rotary, java.util.function.DoubleUnaryOperator change) {
        return new Rotary(
                Arrays.stream(rotary.frequencies()).map(change).toArray(), rotary.adjacent());
    }
}

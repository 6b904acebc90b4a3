package dev.circuitry.download;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How JSON is written and read at the edges: names in snake_case, doubles in full and {@code null}
 * where they are not finite; a key twice or anything after the end is no JSON.
 */
public final class WireJson {
    private static final int SHOWN = 200;

    private WireJson() {}

    /** A mapper of its own. */
    public static JsonMapper mapper() {
        var builder = JsonMapper.builder();
        configure(builder);
        return builder.build();
    }

    /** Sets another builder to the same. */
    public static void configure(JsonMapper.Builder builder) {
        builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .addModule(
                        new SimpleModule()
                                .addSerializer(Double.class, new FiniteOrNull(Double.class))
                                .addSerializer(double.class, new FiniteOrNull(double.class)));
    }

    /** Why a text is not JSON, for people: where, and what is wrong. */
    public static String explain(JacksonException wrong) {
        var place = wrong.getLocation();
        var where =
                place == null
                        ? ""
                        : "line %d, column %d: ".formatted(place.getLineNr(), place.getColumnNr());
        return where + reason(wrong);
    }

    /** The parser's reason, without its advice to programmers. */
    private static String reason(JacksonException wrong) {
        if (wrong instanceof StreamConstraintsException) {
            return "nested too deep, or a name, number or text that is too long";
        }
        var first = String.valueOf(wrong.getOriginalMessage()).lines().findFirst().orElse("");
        if (first.startsWith("Non-standard token")) {
            return "NaN and Infinity are not JSON numbers";
        }
        var plain = first.replaceAll("[^\\p{Print}]", "?");
        return plain.substring(0, Math.min(plain.length(), SHOWN));
    }

    /** JSON has no NaN and no Infinity. */
    private static final class FiniteOrNull extends StdSerializer<Double> {
        FiniteOrNull(Class<Double> type) {
            super(type);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }
}

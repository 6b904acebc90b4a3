package dev.circuitry.export;

import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON written as it goes, however large the graph. */
final class JsonText {
    static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonText() {}

    /** A generator that leaves the writer open. */
    static JsonGenerator generator(Writer out) {
        return MAPPER.createGenerator(out);
    }

    /** Writes a number, or nothing where there is none. */
    static void optionalNumber(JsonGenerator json, String name, @Nullable Double value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }
}

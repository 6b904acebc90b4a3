package dev.circuitry.api;

import dev.circuitry.download.WireJson;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads request bodies as JSON objects, strictly, and not beyond their limit. */
final class JsonBody {
    private static final int MAX_MEBIBYTES = 16;

    private final JsonMapper json;

    JsonBody(JsonMapper json) {
        this.json = json;
    }

    /** The fields of the body. */
    Map<String, Object> object(HttpServletRequest request) {
        var text = text(request, MAX_MEBIBYTES, ProblemCode.INVALID_JSON);
        if (text.isBlank()) {
            throw new ProblemException(
                    ProblemCode.INVALID_JSON,
                    "The body is empty. Send a JSON object such as {\"task\": \"tracr-reverse\", \"threshold\":"
                            + " 0.05}.");
        }
        if (!(parsed(text) instanceof Map<?, ?> map)) {
            var rule =
                    "The body must be a JSON object such as {\"task\": \"tracr-reverse\", \"threshold\": 0.05}.";
            throw new ProblemException(
                    ProblemCode.INVALID_SPEC, rule, List.of(new Violation("#", rule)));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach(
                (name, value) -> {
                    if (value != null) { // null means absent
                        fields.put(String.valueOf(name), value);
                    }
                });
        return fields;
    }

    /**
     * The body as text.
     *
     * @param mebibytes that it may have
     * @param notText the problem of one that is not UTF-8
     */
    static String text(HttpServletRequest request, int mebibytes, ProblemCode notText) {
        return text(bytes(request, mebibytes), notText);
    }

    private static byte[] bytes(HttpServletRequest request, int mebibytes) {
        int most = mebibytes << 20;
        if (request.getContentLengthLong() > most) {
            throw tooLarge(mebibytes);
        }
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(most + 1);
        } catch (IOException broken) {
            throw ProblemException.causedBy(
                    broken, ProblemCode.INVALID_REQUEST, "The body ended before it was complete.");
        }
        if (bytes.length > most) {
            throw tooLarge(mebibytes);
        }
        return bytes;
    }

    private static ProblemException tooLarge(int mebibytes) {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE,
                "The body is larger than " + mebibytes + " MiB (" + (mebibytes << 20) + " bytes).");
    }

    private static String text(byte[] bytes, ProblemCode notText) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw ProblemException.causedBy(
                    other, notText, "The body is not UTF-8, in which it must be written.");
        }
    }

    private Object parsed(String text) {
        try {
            return json.readValue(text, Object.class);
        } catch (JacksonException wrong) {
            throw ProblemException.causedBy(
                    wrong,
                    ProblemCode.INVALID_JSON,
                    "The body is not JSON: " + WireJson.explain(wrong) + ".");
        }
    }
}

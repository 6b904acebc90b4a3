package dev.circuitry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recorded values under {@code src/test/resources/golden}; each folder's manifest says where they
 * come from.
 */
public final class Golden {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Golden() {}

    /** The JSON document of a path such as {@code toy/acdc_runs.json}. */
    public static JsonNode json(String path) {
        try (var in = Golden.class.getResourceAsStream("/golden/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no recorded values at golden/" + path);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A matrix of integers, e.g. tokens. */
    public static int[][] matrix(JsonNode rows) {
        return JSON.convertValue(rows, int[][].class);
    }

    /** All numbers of a nested array, in order. */
    public static double[] flat(JsonNode nested) {
        if (!nested.isArray()) {
            return new double[] {nested.asDouble()};
        }
        return nested.valueStream()
                .flatMapToDouble(node -> java.util.Arrays.stream(flat(node)))
                .toArray();
    }
}

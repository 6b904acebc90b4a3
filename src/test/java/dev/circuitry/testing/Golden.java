package dev.circuitry.testing;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
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

    /** The rows of a path such as {@code notebook/first_step.csv}, by its header. */
    public static List<CSVRecord> csv(String path) {
        try (var in = Golden.class.getResourceAsStream("/golden/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no recorded values at golden/" + path);
            }
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getRecords();
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

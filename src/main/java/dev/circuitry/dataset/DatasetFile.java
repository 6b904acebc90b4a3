package dev.circuitry.dataset;

import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.MultiTokenAnswers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file of prompts. What is wrong is named by line and column. */
public final class DatasetFile {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private DatasetFile() {}

    /**
     * What holds for all rows of a file that has no place for it.
     *
     * @param prependBos or null where it was not said
     * @param multiTokenAnswers or null where it was not said
     */
    public record Settings(
            @Nullable Boolean prependBos, @Nullable MultiTokenAnswers multiTokenAnswers) {
        DatasetBuilder.Options options() {
            return new DatasetBuilder.Options(
                    prependBos,
                    multiTokenAnswers == null ? MultiTokenAnswers.ERROR : multiTokenAnswers);
        }

        boolean isEmpty() {
            return prependBos == null && multiTokenAnswers == null;
        }
    }

    /**
     * Reads a file.
     *
     * @param name for messages
     * @param text its whole content
     * @throws ProblemException INVALID_DATASET with every violation, up to a hundred
     */
    public static Upload read(String name, DatasetFormat format, String text, Settings settings) {
        var content = text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark
        return switch (format) {
            case CSV -> new CsvRows(name, settings.options()).read(content);
            case JSONL -> new JsonRows(name, settings.options()).lines(content);
            case JSON -> json(name, content, settings);
        };
    }

    private static Upload json(String name, String text, Settings settings) {
        Object value;
        try {
            value = JSON.readValue(text, Object.class);
        } catch (JacksonException wrong) {
            throw problem(place(name, wrong, 0), "is not JSON: " + reason(wrong) + ".");
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw problem(
                    name,
                    "must be an object of columns such as {\"clean\": […]}, or auto-circuit's {\"prompts\": […]}.");
        }
        if (object.containsKey("prompts")) {
            return new JsonRows(name, settings.options()).prompts(object);
        }
        if (!settings.isEmpty()) {
            throw problem(
                    name,
                    "has a place for prepend_bos and multi_token_answers itself: write them there, not in the query.");
        }
        return new Upload(PostedDataset.read(object, "#"), List.of());
    }

    static ProblemException problem(String place, String detail) {
        var findings = new Findings();
        findings.add(place, detail);
        return findings.problem();
    }

    /** Where JSON stopped being JSON, in a file whose first line is read as the given one. */
    static String place(String name, JacksonException wrong, int linesBefore) {
        var place = wrong.getLocation();
        return place == null
                ? name
                : name
                        + ", line "
                        + (linesBefore + place.getLineNr())
                        + ", column "
                        + place.getColumnNr();
    }

    static String reason(JacksonException wrong) {
        return String.valueOf(wrong.getOriginalMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("[^\\p{Print}]", "?");
    }
}

package dev.circuitry.cli;

import dev.circuitry.download.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** A file with a job's fields as JSON, as a client would post them. */
record SpecFile(Path path, Map<String, Object> fields) {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /**
     * Reads a file.
     *
     * @throws Refusal where there is none, or it is not a JSON object
     */
    static SpecFile read(Path path) {
        try {
            var text = Files.readString(path);
            var json = WireJson.mapper();
            if (!text.stripLeading().startsWith("{")) {
                throw Refusal.wrongRequest(path + " is not a JSON object: it must start with {.");
            }
            return new SpecFile(path, json.readValue(text, FIELDS));
        } catch (NoSuchFileException missing) {
            throw Refusal.wrongRequest("There is no file " + path + ".");
        } catch (IOException unreadable) {
            throw Refusal.wrongRequest(path + " cannot be read: " + unreadable.getMessage());
        } catch (JacksonException wrong) {
            throw Refusal.wrongRequest(path + " is not JSON: " + WireJson.explain(wrong) + ".");
        }
    }

    /** The file's name without its ending, for the results of one among several. */
    String stem() {
        var name = path.getFileName().toString();
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }

    /** Whether it names a data set that only the database has. */
    boolean namesStoredData() {
        return fields.get("dataset") instanceof String;
    }
}

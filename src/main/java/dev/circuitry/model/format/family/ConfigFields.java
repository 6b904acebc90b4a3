package dev.circuitry.model.format.family;

import dev.circuitry.model.format.tensor.Unusable;
import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a config.json, each checked when it is read. A null counts as absent. */
public final class ConfigFields {
    private static final long LONGEST_FILE = 1 << 20;
    private static final int LARGEST_SIZE = 1 << 24;
    private static final int MOST_LAYERS = 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final String within;
    private final JsonNode json;

    private ConfigFields(Path file, String within, JsonNode json) {
        this.file = file;
        this.within = within;
        this.json = json;
    }

    /**
     * Reads the fields of a file.
     *
     * @throws ProblemException where there are none to read
     */
    public static ConfigFields of(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw Unusable.because(file, "the file is longer than 1 MiB");
            }
            var json = JSON.readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw Unusable.because(file, "the file is not a JSON object");
            }
            return new ConfigFields(file, "", json);
        } catch (JacksonException e) {
            throw Unusable.because(file, "the file is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        }
    }

    /** Whether a field is there and not null. */
    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** Whether a field is there and null. */
    boolean isNull(String name) {
        return json.has(name) && json.get(name).isNull();
    }

    /** The fields of an object, or empty where it is absent. */
    Optional<ConfigFields> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!json.get(name).isObject()) {
            throw wrong(name, "an object or null");
        }
        return Optional.of(new ConfigFields(file, within + name + ".", json.get(name)));
    }

    /** Entries of an array of words; none where it is absent. */
    java.util.List<String> words(String name) {
        return json.path(name).valueStream().map(JsonNode::toString).toList();
    }

    /** How many or how wide: at least one. */
    int size(String name) {
        if (!has(name)) {
            throw Unusable.because(file, within + name + " is missing");
        }
        var value = json.get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > LARGEST_SIZE) {
            throw wrong(name, "a whole number from 1 to " + LARGEST_SIZE);
        }
        return value.intValue();
    }

    int size(String name, int whereAbsent) {
        return has(name) ? size(name) : whereAbsent;
    }

    /** How many blocks. */
    int layers(String name) {
        if (size(name) > MOST_LAYERS) {
            throw wrong(name, "at most " + MOST_LAYERS);
        }
        return size(name);
    }

    /** A whole number from zero. */
    int count(String name, int whereAbsent) {
        return has(name) && json.get(name).isIntegralNumber() && json.get(name).asLong() == 0
                ? 0
                : size(name, whereAbsent);
    }

    /** Whether a field is absent, null or the -1 that stands for it. */
    boolean isUnset(String name) {
        return !has(name) || (json.get(name).isNumber() && json.get(name).doubleValue() == -1);
    }

    /** A number above zero. */
    double positive(String name, double whereAbsent) {
        if (!has(name)) {
            return whereAbsent;
        }
        double value = json.get(name).isNumber() ? json.get(name).doubleValue() : Double.NaN;
        if (!(value > 0) || Double.isInfinite(value)) {
            throw wrong(name, "a number above zero");
        }
        return value;
    }

    boolean flag(String name, boolean whereAbsent) {
        if (!has(name)) {
            return whereAbsent;
        }
        if (!json.get(name).isBoolean()) {
            throw wrong(name, "true or false");
        }
        return json.get(name).booleanValue();
    }

    /** A word. */
    public String word(String name, String whereAbsent) {
        if (!has(name)) {
            return whereAbsent;
        }
        if (!json.get(name).isString()) {
            throw wrong(name, "a word");
        }
        return json.get(name).stringValue();
    }

    /** Refuses a flag that would change numbers in a way that is not built. */
    void requireFlag(String name, boolean supported) {
        if (flag(name, supported) != supported) {
            throw wrong(name, String.valueOf(supported));
        }
    }

    /** Refuses a field that would change numbers in a way that is not built, where it is set. */
    public void requireUnset(String name) {
        if (!isUnset(name)) {
            throw wrong(name, "absent or null");
        }
    }

    /** Says that the value of a field is not what it has to be here. */
    ProblemException wrong(String name, String supported) {
        String value = json.has(name) ? json.get(name).toString() : "missing";
        return Unusable.because(
                file,
                within
                        + name
                        + " is "
                        + (value.length() > 80 ? value.substring(0, 80) + "…" : value)
                        + "; supported is "
                        + supported);
    }
}

package dev.circuitry.experiment;

import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.LabelChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a change of labels as clients post it. */
public final class LabelChangeReader {
    private static final List<String> FIELDS = List.of("name", "group", "tags", "keep");

    private LabelChangeReader() {}

    /**
     * Reads one; an empty name or group takes it away.
     *
     * @param fields as JSON gives them; null means absent
     * @throws ProblemException INVALID_SPEC with every violation at once
     */
    public static LabelChange read(Map<String, ?> fields) {
        var posted = new PostedFields(fields);
        var change =
                new LabelChange(
                        text(posted, "name"),
                        text(posted, "group"),
                        posted.has("tags") ? LabelsReader.tags(posted) : null,
                        posted.flag("keep").orElse(null));
        posted.names().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(
                        name ->
                                posted.reject(
                                        name,
                                        "is not changed here. " + NearestName.orAll(name, FIELDS)));
        if (!posted.violations().isEmpty()) {
            throw SpecReader.invalid(posted.violations());
        }
        return change;
    }

    private static @Nullable String text(PostedFields posted, String name) {
        return "".equals(posted.value(name)) ? "" : LabelsReader.plainName(posted, name);
    }
}

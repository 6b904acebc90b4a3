package dev.circuitry.experiment;

import dev.circuitry.dataset.PostedDataset;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.CustomBehaviour;
import dev.circuitry.spec.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a job of the task {@code custom} brings along: its data set and its known circuit. */
final class CustomDataReader {
    private static final String DATASET = "dataset";
    private static final String KNOWN_CIRCUIT = "known_circuit";

    private final SpecReader.DatasetLookup stored;

    CustomDataReader(SpecReader.DatasetLookup stored) {
        this.stored = stored;
    }

    /** What was posted, or empty where the data set breaks a rule. */
    Optional<CustomBehaviour> read(PostedFields fields) {
        var known = knownCircuit(fields);
        if (!fields.has("model")) {
            fields.reject("model", "is required with the task custom: a name from GET /models.");
        }
        return dataset(fields).map(dataset -> new CustomBehaviour(dataset, known));
    }

    private Optional<Dataset> dataset(PostedFields fields) {
        var posted = fields.value(DATASET);
        if (posted instanceof Map<?, ?> columns) {
            return inline(columns, fields.violations());
        }
        if (posted instanceof String id) {
            var dataset = stored.find(id);
            if (dataset.isEmpty()) {
                fields.reject(
                        DATASET,
                        "must be the id of a data set that is stored, but there is none of the id \""
                                + PostedFields.shortened(id)
                                + "\". GET /datasets lists those there are; POST /datasets adds one.");
            }
            return dataset;
        }
        if (posted == null) {
            fields.reject(
                    DATASET,
                    "is required with the task custom: an object such as {\"clean\": […], \"corrupted\": […]},"
                            + " or the id of a data set from GET /datasets.");
        } else {
            fields.rejectType(DATASET, "an object of columns, or a data set's id");
        }
        return Optional.empty();
    }

    private static Optional<Dataset> inline(Map<?, ?> columns, List<Violation> violations) {
        try {
            return Optional.of(PostedDataset.read(columns, "#/" + DATASET));
        } catch (ProblemException broken) {
            violations.addAll(broken.violations());
            return Optional.empty();
        }
    }

    private static @Nullable List<Object> knownCircuit(PostedFields fields) {
        var posted = fields.value(KNOWN_CIRCUIT);
        if (posted instanceof List<?> rows) {
            return new ArrayList<>(rows);
        }
        if (posted != null) {
            fields.rejectType(KNOWN_CIRCUIT, "a list of rows as the subgraph format has them");
        }
        return null;
    }

    /** Refuses both beside a task that has its own. */
    void refuse(PostedFields fields) {
        for (String name : List.of(DATASET, KNOWN_CIRCUIT)) {
            if (fields.has(name)) {
                fields.reject(
                        name,
                        "belongs to the task custom alone. Leave it out, or make the task custom.");
            }
        }
    }
}

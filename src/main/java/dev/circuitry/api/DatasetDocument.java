package dev.circuitry.api;

import dev.circuitry.dataset.StoredDataset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded data set as clients see it.
 *
 * @param id SHA-256 of its content
 * @param warnings what was not read of the file; null but in the answer to an upload
 */
record DatasetDocument(
        String id,
        String name,
        Instant uploadedAt,
        Rows rows,
        Links links,
        @Nullable List<String> warnings) {
    /** How many rows discovery runs on, and how many are held out. */
    record Rows(int validation, int test) {}

    /** Where it is. */
    record Links(String self, String content) {}

    static DatasetDocument of(StoredDataset stored) {
        return of(stored, null);
    }

    static DatasetDocument of(StoredDataset stored, @Nullable List<String> warnings) {
        var self = "/datasets/" + stored.id();
        return new DatasetDocument(
                stored.id(),
                stored.name(),
                stored.uploadedAt(),
                new Rows(stored.validationRows(), stored.testRows()),
                new Links(self, self + "/content"),
                warnings);
    }
}

package dev.circuitry.job;

import dev.circuitry.spec.Priority;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, which never changes.
 *
 * @param spec the canonical specification as JSON
 * @param specHash of what decides the numbers
 * @param dataset the id of the data set it brought along, or null
 * @param createdAt when it was asked
 */
@Embeddable
record Asked(
        @Column(updatable = false) @ColumnTransformer(write = "?::json") String spec,
        @Column(updatable = false) String specHash,
        @Column(updatable = false) String task,
        @Column(updatable = false) String model,
        @Column(updatable = false) @Nullable String dataset,
        @Column(updatable = false) @Enumerated(EnumType.STRING) Priority priority,
        @Column(updatable = false) Instant createdAt) {
    /** Nothing; for Hibernate. */
    static final Asked NOTHING = new Asked("{}", "", "", "", null, Priority.NORMAL, Instant.EPOCH);

    static Asked of(JobRequest request, Instant now) {
        var subject = request.spec().subject();
        var custom = subject.custom();
        return new Asked(
                request.json(),
                request.hash(),
                subject.task(),
                subject.model(),
                custom == null ? null : custom.dataset().id(),
                request.spec().execution().priority(),
                now);
    }

    /** The device it wants. */
    String device() {
        return StoredJson.fields(spec).get("device") instanceof String device ? device : "auto";
    }
}

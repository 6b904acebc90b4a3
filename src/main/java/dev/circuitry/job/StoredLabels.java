package dev.circuitry.job;

import dev.circuitry.spec.LabelChange;
import dev.circuitry.spec.Labels;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job's labels as they are now.
 *
 * @param keep whether retention is to leave it alone
 */
@Embeddable
record StoredLabels(
        @Nullable String name,
        @Column(name = "group_name") @Nullable String group,
        List<String> tags,
        boolean keep) {
    /** None. */
    static final StoredLabels NONE = of(Labels.NONE);

    static StoredLabels of(Labels labels) {
        return new StoredLabels(labels.name(), labels.group(), labels.tags(), false);
    }

    /** With more tags, as many as a job may have. */
    StoredLabels and(List<String> more) {
        var all =
                Stream.concat(tags.stream(), more.stream())
                        .distinct()
                        .limit(Labels.MOST_TAGS)
                        .toList();
        return new StoredLabels(name, group, all, keep);
    }

    /** After a change. */
    StoredLabels changed(LabelChange change) {
        return new StoredLabels(
                LabelChange.changed(change.name(), name),
                LabelChange.changed(change.group(), group),
                change.tags() == null ? tags : change.tags(),
                change.keep() == null ? keep : change.keep());
    }
}

package dev.circuitry.experiment;

import dev.circuitry.spec.Labels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what people call a job. */
final class LabelsReader {
    /** Its default is "default", which says nothing. */
    private static final String GROUP_FLAG = "wandb_group_name";

    private static final int MAX_NAME = 200;
    private static final int MAX_TAG = 100;

    private LabelsReader() {}

    static Labels read(PostedFields fields) {
        return new Labels(
                either(fields, "name", "wandb_run_name"),
                either(fields, "group", GROUP_FLAG),
                tags(fields));
    }

    private static @Nullable String either(PostedFields fields, String ours, String flag) {
        var name = plainText(fields, ours, MAX_NAME);
        Optional<String> flagged =
                plainText(fields, flag, MAX_NAME)
                        .filter(text -> !(flag.equals(GROUP_FLAG) && text.equals("default")));
        if (name.isPresent() && flagged.isPresent() && !name.equals(flagged)) {
            fields.rejectType(flag, "the same as " + ours + ", or left out");
        }
        return name.orElse(flagged.orElse(null));
    }

    static List<String> tags(PostedFields fields) {
        var posted = fields.value("tags");
        if (posted == null) {
            return List.of();
        }
        if (!(posted instanceof List<?> list) || list.size() > Labels.MOST_TAGS) {
            fields.rejectType("tags", "a list of at most " + Labels.MOST_TAGS + " texts");
            return List.of();
        }
        Set<String> tags = new LinkedHashSet<>();
        for (Object tag : list) {
            if (tag instanceof String text && isPlain(text, MAX_TAG)) {
                tags.add(text);
            } else {
                fields.reject(
                        "tags",
                        "must hold "
                                + plain(MAX_TAG)
                                + ", but one is "
                                + PostedFields.described(tag)
                                + ".");
            }
        }
        return List.copyOf(tags);
    }

    static @Nullable String plainName(PostedFields fields, String name) {
        return plainText(fields, name, MAX_NAME).orElse(null);
    }

    /** A text that can be stored and shown on a line. */
    static Optional<String> plainText(PostedFields fields, String name, int max) {
        var text = fields.text(name);
        if (text.isPresent() && !isPlain(text.get(), max)) {
            fields.rejectType(name, plain(max));
            return Optional.empty();
        }
        return text;
    }

    private static String plain(int max) {
        return "text of 1 to " + max + " characters without control characters";
    }

    private static boolean isPlain(String text, int max) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= max
                && text.codePoints().allMatch(PostedFields::isShowable);
    }
}

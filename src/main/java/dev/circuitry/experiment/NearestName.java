package dev.circuitry.experiment;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** What somebody probably meant, for messages. */
public final class NearestName {
    // Comparing costs the product of the lengths, and a name may be as long as a request.
    private static final int COMPARED_CHARACTERS = 60;

    private NearestName() {}

    /**
     * The known name that is most like the one written, by common letters and beginning (Jaro and
     * Winkler); {@code known} must not be empty.
     */
    public static String to(String written, Collection<String> known) {
        var similarity = new JaroWinklerSimilarity();
        var start = plain(written.substring(0, Math.min(written.length(), COMPARED_CHARACTERS)));
        return known.stream()
                .max(Comparator.comparingDouble(name -> similarity.apply(start, plain(name))))
                .orElseThrow();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}

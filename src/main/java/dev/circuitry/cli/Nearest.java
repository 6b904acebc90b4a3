package dev.circuitry.cli;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What was probably meant. */
final class Nearest {
    private Nearest() {}

    /** The known word that takes the fewest edits to reach; there must be one. */
    static String to(String word, Collection<String> known) {
        var distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance.apply(word, candidate)))
                .orElseThrow();
    }
}

package dev.circuitry.cli;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** What was probably meant. */
final class Nearest {
    private Nearest() {}

    /** The known word that is most like it; there must be one. */
    static String to(String word, Collection<String> known) {
        var similarity = new JaroWinklerSimilarity();
        return known.stream()
                .max(Comparator.comparingDouble(candidate -> similarity.apply(word, candidate)))
                .orElseThrow();
    }
}

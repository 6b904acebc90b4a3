package dev.circuitry.experiment;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** What somebody probably meant, for messages. */
public final class NearestName {
    // Comparing costs the product of the lengths, and a name may be as long as a request.
    private static final int COMPARED_CHARACTERS = 60;

    /**
     * From here on a guess helps. On the names of a job's fields, slips of the finger come out at
     * 0.85 and more (treshold, max_steps, n_examples), words that mean something else at 0.75 and
     * less (learning_rate, gpu, verbose); what lies between is an abbreviation (seq_length) as
     * often as not.
     */
    private static final double ALIKE = 0.8;

    private NearestName() {}

    /**
     * The known name that is most like the one written, by common letters and beginning (Jaro and
     * Winkler); empty where none is much like it.
     */
    public static Optional<String> near(String written, Collection<String> known) {
        var similarity = new JaroWinklerSimilarity();
        var start = plain(written.substring(0, Math.min(written.length(), COMPARED_CHARACTERS)));
        return known.stream()
                .max(Comparator.comparingDouble(name -> similarity.apply(start, plain(name))))
                .filter(
                        name ->
                                similarity.apply(start, plain(name)) >= ALIKE
                                        || isAnagram(start, plain(name)));
    }

    /** Swapped letters, of which similarity makes too much in a short word (rnu, run). */
    private static boolean isAnagram(String written, String name) {
        return Arrays.equals(written.chars().sorted().toArray(), name.chars().sorted().toArray());
    }

    /** A question that names the nearest, or else a sentence that names all there are. */
    public static String orAll(String written, Collection<String> known) {
        return near(written, known)
                .map(name -> "Did you mean " + name + "?")
                .orElseGet(() -> "There are " + String.join(", ", known) + ".");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}

package dev.circuitry.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Every sequence there is over a small vocabulary. */
public final class Sequences {

    private Sequences() {}

    /** All sequences of one to {@code maxLength} tokens. */
    public static <T> List<List<T>> over(List<T> vocabulary, int maxLength) {
        List<List<T>> all = new ArrayList<>();
        List<List<T>> longest = List.of(List.of());
        for (int length = 1; length <= maxLength; length++) {
            longest = extended(longest, vocabulary);
            all.addAll(longest);
        }
        return all;
    }

    /** Those of them that repeat no token. */
    public static <T> List<List<T>> withoutRepeats(List<T> vocabulary, int maxLength) {
        return over(vocabulary, maxLength).stream()
                .filter(sequence -> new HashSet<>(sequence).size() == sequence.size())
                .toList();
    }

    private static <T> List<List<T>> extended(List<List<T>> sequences, List<T> vocabulary) {
        List<List<T>> extended = new ArrayList<>();
        for (List<T> sequence : sequences) {
            for (T token : vocabulary) {
                List<T> longer = new ArrayList<>(sequence);
                longer.add(token);
                extended.add(longer);
            }
        }
        return extended;
    }
}

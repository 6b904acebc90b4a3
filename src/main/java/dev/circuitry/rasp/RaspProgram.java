package dev.circuitry.rasp;

import java.util.HashSet;
import java.util.List;

/**
 * A sequence operation together with the sequences it is meant for.
 *
 * @param output what the program computes
 * @param vocabulary the tokens its sequences are made of: all integers or all strings, each once
 * @param maxLength the length of the longest sequence
 */
public record RaspProgram(Sop<?> output, List<?> vocabulary, int maxLength) {

    /**
     * Checks the sequences.
     *
     * @throws IllegalArgumentException if the vocabulary is empty, repeats a token or mixes types,
     *     or {@code maxLength} is not positive
     */
    public RaspProgram {
        vocabulary = List.copyOf(vocabulary);
        if (vocabulary.isEmpty() || new HashSet<>(vocabulary).size() < vocabulary.size()) {
            throw new IllegalArgumentException("a vocabulary has tokens, each once: " + vocabulary);
        }
        if (!areAll(vocabulary, Integer.class) && !areAll(vocabulary, String.class)) {
            throw new IllegalArgumentException("not all integers or all strings: " + vocabulary);
        }
        if (maxLength < 1) {
            throw new IllegalArgumentException("sequences of at most " + maxLength + " tokens");
        }
    }

    private static boolean areAll(List<?> vocabulary, Class<?> type) {
        return vocabulary.stream().allMatch(type::isInstance);
    }
}

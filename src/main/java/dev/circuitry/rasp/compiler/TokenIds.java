package dev.circuitry.rasp.compiler;

import java.util.ArrayList;
import java.util.List;

/**
 * The ids of a compiled model's tokens: its vocabulary, and one token each to begin and to pad
 * sequences.
 *
 * @param tokens all tokens, at their ids
 */
public record TokenIds(List<Object> tokens) {

    /**
     * Begins every sequence. Starting with a letter, as padding does, it comes after all numbers
     * however they are spelt.
     */
    public static final String BOS = "BOS";

    /** Fills sequences up. */
    public static final String PADDING = "compiler_pad";

    public TokenIds {
        tokens = List.copyOf(tokens);
    }

    /**
     * The id of a token.
     *
     * @throws IllegalArgumentException if the model does not know it
     */
    public int idOf(Object token) {
        int id = tokens.indexOf(token);
        if (id < 0) {
            throw new IllegalArgumentException("'" + token + "' is none of the tokens " + tokens);
        }
        return id;
    }

    /**
     * The ids of a sequence, after that of {@link #BOS}: one more than the sequence has tokens.
     *
     * @throws IllegalArgumentException if the model does not know a token
     */
    public int[] encode(List<?> sequence) {
        List<Object> begun = new ArrayList<>();
        begun.add(BOS);
        begun.addAll(sequence);
        return begun.stream().mapToInt(this::idOf).toArray();
    }
}

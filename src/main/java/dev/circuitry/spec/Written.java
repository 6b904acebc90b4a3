package dev.circuitry.spec;

/** A prompt or an answer as a lab gave it: as text, or as a model's tokens. */
public sealed interface Written {
    /** To be made into tokens by the model's tokenizer, spaces as written. */
    record Text(String text) implements Written {}

    /** Run as they are. */
    record Tokens(int[] ids) implements Written {}
}

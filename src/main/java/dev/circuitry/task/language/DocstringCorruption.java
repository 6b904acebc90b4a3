package dev.circuitry.task.language;

import dev.circuitry.random.PythonRandom;
import dev.circuitry.spec.WireName;

/** What a corrupted docstring prompt has otherwise than the clean one (reference: prompts.py). */
enum DocstringCorruption implements WireName {
    /** Other described arguments, the answer among them, in the signature, others in the text. */
    RANDOM_RANDOM,
    /** Other arguments in the text. */
    RANDOM_DOC,
    /** Other described arguments in the signature, but for the answer. */
    RANDOM_DEF,
    /** Another argument in the answer's place of the signature. */
    RANDOM_ANSWER,
    /** Other described arguments, the same in signature and text, but for the answer. */
    RANDOM_DEF_DOC,
    /** Another argument in the answer's place, and other arguments in the text. */
    RANDOM_ANSWER_DOC,
    /** The descriptions' words shared out otherwise among the arguments. */
    VARY_LENGTH_DOC_DESC,
    /** The same, and other arguments in the text. */
    VARY_LENGTH_DOC_DESC_RANDOM_DOC;

    /**
     * The corrupted prompt.
     *
     * @param random goes on drawing where the prompt's words were drawn
     */
    String of(DocstringWords words, PythonRandom random) {
        return switch (this) {
            case RANDOM_RANDOM -> words.prompt(words.otherSignature(), words.otherText());
            case RANDOM_DOC -> words.prompt(words.signature(), words.unrelated());
            case RANDOM_DEF -> words.prompt(words.unrelatedThen(words.answer()), words.text());
            case RANDOM_ANSWER -> words.prompt(words.describedThenOther(), words.text());
            case RANDOM_DEF_DOC ->
                    words.prompt(words.unrelatedThen(words.answer()), words.unrelated());
            case RANDOM_ANSWER_DOC -> words.prompt(words.describedThenOther(), words.unrelated());
            case VARY_LENGTH_DOC_DESC ->
                    words.sharedOut(random).prompt(words.signature(), words.text());
            case VARY_LENGTH_DOC_DESC_RANDOM_DOC ->
                    words.sharedOut(random).prompt(words.signature(), words.unrelated());
        };
    }
}

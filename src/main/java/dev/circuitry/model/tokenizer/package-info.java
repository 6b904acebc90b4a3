/** Texts to tokens, as the model was trained on them. */
@NullMarked
package dev.circuitry.model.tokenizer;

import org.jspecify.annotations.NullMarked;

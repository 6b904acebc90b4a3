/**
 * Models in folders: recognises Hugging Face's and TransformerLens' and reads them where they lie.
 */
@NullMarked
package dev.circuitry.model.format;

import org.jspecify.annotations.NullMarked;

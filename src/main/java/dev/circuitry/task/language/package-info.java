/** The reference's behaviours of language models: their prompts, splits and known circuits. */
@NullMarked
package dev.circuitry.task.language;

import org.jspecify.annotations.NullMarked;

/** From a specification to a run: model, task, graph, evaluator and algorithm put together. */
@NullMarked
package dev.circuitry.experiment;

import org.jspecify.annotations.NullMarked;

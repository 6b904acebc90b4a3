package dev.circuitry.task.language;

import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import java.util.Optional;

/** A behaviour that was found in GPT-2 small. */
interface Gpt2Task extends LanguageTask {
    /** What decides its graph. */
    GraphShape SHAPE = new GraphShape(12, 12, 12, MlpPlacement.SEQUENTIAL, false);

    @Override
    default String defaultModel() {
        return "gpt2";
    }

    @Override
    default Optional<GraphShape> defaultShape() {
        return Optional.of(SHAPE);
    }
}

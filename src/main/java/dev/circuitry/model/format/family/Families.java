package dev.circuitry.model.format.family;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The families of checkpoints there are. */
public final class Families {
    private static final Map<String, Family> BY_MODEL_TYPE =
            new TreeMap<>(
                    Map.of(
                            "gpt2", new Gpt2Family(),
                            "gpt_neox", new NeoxFamily(),
                            "llama", new LlamaFamily(),
                            "mistral", new MistralFamily(),
                            "qwen2", new Qwen2Family()));

    private Families() {}

    /**
     * The family that a configuration belongs to: Hugging Face's by model_type, TransformerLens'
     * where there are n_layers and d_model instead.
     *
     * @throws dev.circuitry.problem.ProblemException where there is none
     */
    public static Family of(ConfigFields fields) {
        if (fields.has("model_type")) {
            return Optional.ofNullable(BY_MODEL_TYPE.get(fields.word("model_type", "")))
                    .orElseThrow(
                            () ->
                                    fields.wrong(
                                            "model_type",
                                            "one of "
                                                    + String.join(
                                                            ", ",
                                                            new TreeSet<>(
                                                                    BY_MODEL_TYPE.keySet()))));
        }
        if (fields.has("n_layers") && fields.has("d_model")) {
            return new TransformerLensFamily();
        }
        throw fields.wrong(
                "model_type",
                "a word (Hugging Face), or none where n_layers and d_model are there (TransformerLens)");
    }
}

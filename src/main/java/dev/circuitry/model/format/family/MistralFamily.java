package dev.circuitry.model.format.family;

/** Mistral (model_type mistral): Llama's, with attention that may look back so far only. */
final class MistralFamily extends LlamaFamily {
    @Override
    public String architecture() {
        return "mistral";
    }

    @Override
    int usualKeyValueHeads() {
        return 8;
    }

    @Override
    int window(ConfigFields fields) {
        return fields.isNull("sliding_window") ? 0 : fields.size("sliding_window", 4096);
    }

    @Override
    boolean hasReadingBiases(ConfigFields fields) {
        return false;
    }

    @Override
    boolean hasWritingBias(ConfigFields fields) {
        return false;
    }
}

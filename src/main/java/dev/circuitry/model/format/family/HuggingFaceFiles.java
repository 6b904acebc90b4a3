package dev.circuitry.model.format.family;

import java.util.List;

/** What is the same in every folder of Hugging Face. */
final class HuggingFaceFiles {
    /** Names of weight files, whole or through an index. */
    static final List<String> NAMES = List.of("model.safetensors", "pytorch_model.bin");

    private HuggingFaceFiles() {}
}

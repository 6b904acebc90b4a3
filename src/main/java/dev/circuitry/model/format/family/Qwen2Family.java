package dev.circuitry.model.format.family;

import java.util.List;

/** Qwen2 and Qwen2.5 (model_type qwen2): Llama's, with biases on queries, keys and values. */
final class Qwen2Family extends LlamaFamily {
    @Override
    public String architecture() {
        return "qwen2";
    }

    @Override
    int usualKeyValueHeads() {
        return 32;
    }

    /** The layers from max_window_layers on have a window, where it is used at all. */
    @Override
    int window(ConfigFields fields) {
        int layers = fields.layers("num_hidden_layers");
        List<String> kinds = fields.words("layer_types");
        if (kinds.stream().distinct().count() > 1) {
            throw fields.wrong("layer_types", "one kind for all layers");
        }
        boolean used = fields.flag("use_sliding_window", false) && !fields.isNull("sliding_window");
        if (!kinds.isEmpty()) {
            used &= kinds.get(0).equals("\"sliding_attention\"");
        } else if (used) {
            int first = fields.count("max_window_layers", 28);
            if (first > 0 && first < layers) {
                throw fields.wrong("max_window_layers", "0 or at least num_hidden_layers");
            }
            used = first == 0;
        }
        return used ? fields.size("sliding_window", 4096) : 0;
    }

    @Override
    boolean hasReadingBiases(ConfigFields fields) {
        return true;
    }

    @Override
    boolean hasWritingBias(ConfigFields fields) {
        return false;
    }
}

package dev.circuitry.experiment.models;

import java.util.Map;
import java.util.Optional;

/** Where the hub has the models that the reference calls by short names. */
final class HubNames {
    private static final Map<String, String> IDS =
            Map.of(
                    "gpt2", "openai-community/gpt2",
                    "attn-only-4l", "NeelNanda/Attn_Only_4L512W_C4_Code",
                    "redwood_attn_2l", "ArthurConmy/redwood_attn_2l");

    private HubNames() {}

    /** The hub's id of a short name. */
    static Optional<String> of(String name) {
        return Optional.ofNullable(IDS.get(name));
    }
}

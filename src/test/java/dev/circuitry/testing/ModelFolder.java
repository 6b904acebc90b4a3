package dev.circuitry.testing;

import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.format.family.ConfigFields;
import dev.circuitry.model.format.family.Families;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders in TransformerLens' format, with weights by {@link ToyModels}' rule. */
public final class ModelFolder {
    private static final String GPT =
            """
            {"n_layers": 2, "d_model": 16, "n_heads": 4, "d_head": 4, "d_mlp": 32, "n_ctx": 12, "d_vocab": 29,
             "act_fn": "gelu_new", "normalization_type": "LNPre", "positional_embedding_type": "standard"}""";

    private static final String GROUPED =
            """
            {"n_layers": 1, "d_model": 16, "n_heads": 4, "n_key_value_heads": 2, "d_head": 4, "d_mlp": 32, "n_ctx": 12,
             "d_vocab": 29, "act_fn": "silu", "gated_mlp": true, "normalization_type": "RMS",
             "positional_embedding_type": "rotary", "rotary_dim": 4}""";

    private static final String TEXTS =
            """
            {"n_layers": 1, "d_model": 8, "n_heads": 2, "d_head": 4, "d_mlp": 16, "n_ctx": 32, "d_vocab": 50257,
             "bos_token_id": 50256, "act_fn": "gelu_new", "normalization_type": "LNPre",
             "positional_embedding_type": "standard"}""";

    private static final String NARROW_GPT2 =
            """
            {"n_layers": 12, "d_model": 24, "n_heads": 12, "d_head": 2, "d_mlp": 24, "n_ctx": 64, "d_vocab": 50257,
             "bos_token_id": 50256, "act_fn": "gelu_new", "normalization_type": "LNPre",
             "positional_embedding_type": "standard"}""";

    private ModelFolder() {}

    /** A model with GPT-2 small's graph and tokenizer in a new folder, only narrower. */
    public static void narrowGpt2(Path folder) throws IOException {
        Gpt2Tokenizer.into(write(folder, NARROW_GPT2));
    }

    /**
     * A directory with {@code toy}, {@code toy-reset}, {@code grouped}, {@code texts}, which has
     * GPT-2's tokenizer, and {@code broken}, which has no weights.
     */
    public static Path directory() {
        try {
            var directory = Files.createTempDirectory("models");
            write(directory.resolve("toy"), GPT);
            write(directory.resolve("toy-reset"), GPT);
            write(directory.resolve("grouped"), GROUPED);
            Gpt2Tokenizer.into(write(directory.resolve("texts"), TEXTS));
            Files.writeString(
                    Files.createDirectory(directory.resolve("broken")).resolve("config.json"), GPT);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path folder, String config) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("config.json"), config);
        var fields = ConfigFields.of(folder.resolve("config.json"));
        TransformerConfig read = Families.of(fields).config(fields);
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"), ToyModels.weights(read).tensors());
        return folder;
    }
}

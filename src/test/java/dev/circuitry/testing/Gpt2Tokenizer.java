package dev.circuitry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** GPT-2's published tokenizer, for folders that tests make. */
public final class Gpt2Tokenizer {
    private Gpt2Tokenizer() {}

    /** Writes tokenizer.json into a folder. */
    public static void into(Path folder) {
        try (InputStream packed =
                        Objects.requireNonNull(
                                Gpt2Tokenizer.class.getResourceAsStream(
                                        "/golden/gpt2-tokens/gpt2_tokenizer.json.gz"));
                var json = new GZIPInputStream(packed)) {
            Files.copy(json, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.circuitry.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.circuitry.model.format.tensor.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the token that begins a text where transformers and TransformerLens find it: bos_token of
 * tokenizer_config.json, else bos_token_id of config.json, else the same of the token that ends
 * one.
 */
final class BeginningToken {
    private static final long LONGEST_FILE = 16 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode ofTokenizer;
    private final JsonNode ofModel;
    private final HuggingFaceTokenizer words;

    private BeginningToken(Path folder, HuggingFaceTokenizer words) {
        this.ofTokenizer = read(folder.resolve("tokenizer_config.json"));
        this.ofModel = read(folder.resolve("config.json"));
        this.words = words;
    }

    static @Nullable Integer of(Path folder, HuggingFaceTokenizer words) {
        var candidates = new BeginningToken(folder, words);
        return candidates.named("bos").or(() -> candidates.named("eos")).orElse(null);
    }

    private Optional<Integer> named(String kind) {
        return written(ofTokenizer.path(kind + "_token"))
                .or(() -> numbered(ofModel.path(kind + "_token_id")));
    }

    /** A token as its text, or as an object that holds it. */
    private Optional<Integer> written(JsonNode token) {
        var text = token.isObject() ? token.path("content") : token;
        if (!text.isString() || text.asString().isEmpty()) {
            return Optional.empty();
        }
        long[] ids = words.encode(text.asString(), false, false).getIds();
        return ids.length == 1 ? Optional.of((int) ids[0]) : Optional.empty();
    }

    /** A number, or the first of several. */
    private static Optional<Integer> numbered(JsonNode id) {
        var first = id.isArray() ? id.path(0) : id;
        return first.isInt() ? Optional.of(first.asInt()) : Optional.empty();
    }

    private static JsonNode read(Path file) {
        try {
            boolean readable = Files.isRegularFile(file) && Files.size(file) <= LONGEST_FILE;
            return readable ? JSON.readTree(Files.readAllBytes(file)) : JSON.createObjectNode();
        } catch (JacksonException e) {
            throw Unusable.because(file, "the file is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        }
    }
}

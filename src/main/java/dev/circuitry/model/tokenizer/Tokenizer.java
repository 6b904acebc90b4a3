package dev.circuitry.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.circuitry.model.format.tensor.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A model's tokenizer.json. Text becomes tokens as Hugging Face's tokenizers do it, without the
 * special tokens that they would add; what begins a text is asked for apart, as TransformerLens
 * does. Safe for several threads.
 */
public final class Tokenizer {
    /** The file that holds one. */
    public static final String FILE = "tokenizer.json";

    private static final Map<String, String> PLAIN =
            Map.of("addSpecialTokens", "false", "padding", "false", "truncation", "false");

    private final HuggingFaceTokenizer words;
    private final @Nullable Integer beginning;

    private Tokenizer(HuggingFaceTokenizer words, @Nullable Integer beginning) {
        this.words = words;
        this.beginning = beginning;
    }

    /**
     * Loads the native library, which the first tokenizer would; unpacks it where it is not yet.
     */
    public static void loadLibrary() {
        LibUtils.checkStatus();
    }

    /**
     * Reads the tokenizer of a model's folder.
     *
     * @throws dev.circuitry.problem.ProblemException MODEL_UNUSABLE where tokenizer.json is none
     */
    public static Tokenizer of(Path folder) {
        var file = folder.resolve(FILE);
        try {
            if (!Files.isReadable(file)) {
                throw Unusable.because(file, "the file cannot be read");
            }
            var words = HuggingFaceTokenizer.newInstance(file, PLAIN);
            return new Tokenizer(words, BeginningToken.of(folder, words));
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        } catch (RuntimeException e) { // what the native library says of a file it cannot read
            throw Unusable.because(
                    file, "the file is not a tokenizer of Hugging Face's: " + firstLine(e));
        }
    }

    /** The tokens of a text, spaces as written; nothing is added before or after. */
    public int[] tokens(String text) {
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(words.encode(text, false, false).getIds())
                        .mapToInt(Math::toIntExact)
                        .toArray();
    }

    /** Tokens as people read them, each on its own. */
    public List<String> strings(int[] tokens) {
        return Arrays.stream(tokens)
                .mapToObj(token -> words.decode(new long[] {token}, false))
                .toList();
    }

    /** The text that tokens stand for together. */
    public String text(int[] tokens) {
        return words.decode(Arrays.stream(tokens).asLongStream().toArray(), false);
    }

    /** The token that begins a text, or empty where the model has none. */
    public OptionalInt beginning() {
        return beginning == null ? OptionalInt.empty() : OptionalInt.of(beginning);
    }

    private static String firstLine(RuntimeException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                .lines()
                .findFirst()
                .orElse("");
    }
}

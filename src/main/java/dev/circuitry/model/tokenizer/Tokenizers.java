package dev.circuitry.model.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizers of folders, each read once as long as its file stays as it is; the few used last
 * are kept. Safe for several threads.
 */
public final class Tokenizers {
    private static final int KEPT = 8;

    /** A file as it was when it was read. */
    private record Version(Path file, long size, long changedMillis) {}

    private final Map<Version, Tokenizer> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Version, Tokenizer> eldest) {
                    return size() > KEPT;
                }
            };

    /**
     * The tokenizer of a model's folder.
     *
     * @return empty where the folder has none
     * @throws dev.circuitry.problem.ProblemException MODEL_UNUSABLE where tokenizer.json is none
     */
    public synchronized Optional<Tokenizer> of(Path folder) {
        var file = folder.resolve(Tokenizer.FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(kept.computeIfAbsent(version(file), same -> Tokenizer.of(folder)));
    }

    private static Version version(Path file) {
        try {
            return new Version(
                    file.toAbsolutePath(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            throw dev.circuitry.model.format.tensor.Unusable.unreadable(file, e);
        }
    }
}

package dev.circuitry.model.format;

import dev.circuitry.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder as a list of models shows it: either a model or the reason why it is none.
 *
 * @param name of the model: the folder's, or {@code org/name} in a Hugging Face cache
 * @param folder where it lies
 * @param checkpoint the model, or null
 * @param problem what is wrong with it, or null
 */
public record ListedFolder(
        String name,
        Path folder,
        @Nullable Checkpoint checkpoint,
        @Nullable ProblemException problem) {
    static ListedFolder of(String name, Path folder, FileHashes hashes) {
        try {
            return new ListedFolder(name, folder, CheckpointFolder.open(folder, hashes), null);
        } catch (ProblemException e) {
            return new ListedFolder(name, folder, null, e);
        }
    }

    /**
     * The model.
     *
     * @throws ProblemException where the folder is none
     */
    public Checkpoint usable() {
        if (problem != null) {
            throw problem;
        }
        if (checkpoint == null) {
            throw new IllegalStateException("a folder is a model or has a problem");
        }
        return checkpoint;
    }

    /** The commit, where it lies in a Hugging Face cache. */
    public Optional<String> revision() {
        var parent = folder.getParent();
        boolean cached = parent != null && parent.endsWith("snapshots");
        return cached ? Optional.of(folder.getFileName().toString()) : Optional.empty();
    }
}

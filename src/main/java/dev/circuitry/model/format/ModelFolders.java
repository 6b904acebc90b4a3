package dev.circuitry.model.format;

import dev.circuitry.model.format.tensor.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models that lie in folders: those of directories, a folder a model, and those of Hugging Face
 * caches, read where they are. Each call looks at the disk anew and reads headers only. Safe for
 * several threads.
 */
public final class ModelFolders {
    /** A folder's name, or org/name[@revision]; never a way out of the directory. */
    private static final Pattern NAME =
            Pattern.compile(
                    "([^./\\\\\\x00][^/\\\\\\x00]*)(?:/(\\w[\\w.-]*)(?:@(\\w[\\w./-]*))?)?");

    private static final String CACHED = "models--";

    private final List<Path> directories;
    private final List<Path> caches;
    private final FileHashes hashes = new FileHashes();

    /**
     * Looks in these places; those that do not exist are empty.
     *
     * @param directories with a folder a model
     * @param caches hubs of Hugging Face, with folders such as {@code models--org--name}
     */
    public ModelFolders(List<Path> directories, List<Path> caches) {
        this.directories = List.copyOf(directories);
        this.caches = List.copyOf(caches);
    }

    /** The directories with a folder a model. */
    public List<Path> directories() {
        return directories;
    }

    /** The hubs. */
    public List<Path> caches() {
        return caches;
    }

    /** All of them, usable or not, the directories' first and by name. */
    public List<ListedFolder> all() {
        List<ListedFolder> all = new ArrayList<>();
        for (var directory : directories) {
            for (var folder : folders(directory)) {
                all.add(ListedFolder.of(nameOf(folder), folder, hashes));
            }
        }
        for (var cache : caches) {
            for (var folder : folders(cache)) {
                if (nameOf(folder).startsWith(CACHED)) {
                    String name = nameOf(folder).substring(CACHED.length()).replace("--", "/");
                    snapshot(folder, "main")
                            .map(found -> ListedFolder.of(name, found, hashes))
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /**
     * The folder of a model.
     *
     * @param name a folder's of a directory, or {@code org/name[@revision]} of a cache, where the
     *     revision is a branch, a tag or a commit and main if there is none
     * @return empty where there is none of that name
     */
    public Optional<ListedFolder> find(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches() || name.contains("..")) {
            return Optional.empty();
        }
        if (parts.group(2) == null) {
            return directories.stream()
                    .map(directory -> directory.resolve(name))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .map(found -> ListedFolder.of(name, found, hashes));
        }
        String repository = CACHED + parts.group(1) + "--" + parts.group(2);
        String revision = parts.group(3) == null ? "main" : parts.group(3);
        return caches.stream()
                .map(cache -> snapshot(cache.resolve(repository), revision))
                .flatMap(Optional::stream)
                .findFirst()
                .map(folder -> ListedFolder.of(name, folder, hashes));
    }

    /** The folder of a revision: a commit itself, or the one that a branch or tag points to. */
    private static Optional<Path> snapshot(Path repository, String revision) {
        var reference = repository.resolve("refs").resolve(revision);
        String commit = revision;
        if (Files.isRegularFile(reference)) {
            try {
                commit = Files.readString(reference).strip();
            } catch (IOException e) {
                throw Unusable.unreadable(reference, e);
            }
        }
        var folder = repository.resolve("snapshots").resolve(commit);
        boolean inside = commit.matches("\\w+") || commit.equals(revision);
        return Optional.of(folder).filter(found -> inside && Files.isDirectory(found));
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(folder -> !nameOf(folder).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Unusable.unreadable(parent, e);
        }
    }

    private static String nameOf(Path folder) {
        return folder.getFileName().toString();
    }
}

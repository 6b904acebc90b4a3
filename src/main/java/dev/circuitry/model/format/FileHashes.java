package dev.circuitry.model.format;

import dev.circuitry.model.format.tensor.Unusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SHA-256 of files, each read once as long as its size and its time of change stay the same. Safe
 * for several threads.
 */
public final class FileHashes {
    private static final int BUFFER = 1 << 20;

    /** A file as it was when it was read. */
    private record Version(Path file, long size, long changedMillis) {}

    private final Map<Version, String> known = new ConcurrentHashMap<>();

    /**
     * One file: what {@code sha256sum} says of it, lower-case hex.
     *
     * @throws dev.circuitry.problem.ProblemException where it cannot be read
     */
    public String of(Path file) {
        return known.computeIfAbsent(version(file), version -> hash(version.file()));
    }

    /**
     * Files that make up one thing: a single one's own hash, several ones' as {@code sha256sum
     * FILE… | sha256sum} says it, files by their bare names in the order given.
     */
    public String of(List<Path> files) {
        if (files.size() == 1) {
            return of(files.get(0));
        }
        Map<String, String> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.getFileName().toString(), of(file)));
        return together(byName);
    }

    /** The hash of hashes by file name, as {@code sha256sum FILE… | sha256sum} says it. */
    static String together(Map<String, String> hashes) {
        var lines = new StringBuilder();
        hashes.forEach((name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        var digest = sha256();
        digest.update(lines.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A file's size in bytes. */
    static long size(Path file) {
        return version(file).size();
    }

    /** The hash of these files where every one has been read before, without reading any. */
    public Optional<String> known(List<Path> files) {
        boolean all = files.stream().allMatch(file -> known.containsKey(version(file)));
        return all ? Optional.of(of(files)) : Optional.empty();
    }

    private static Version version(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(
                    file.toAbsolutePath(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        }
    }

    private static String hash(Path file) {
        var digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

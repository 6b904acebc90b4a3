package dev.circuitry.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the database's files. It counts as made once it bears our marker, set after the
 * first start went through: a process may be killed half-way through making it.
 */
record DataFolder(Path path) {
    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    boolean isMade() {
        return Files.exists(marker());
    }

    /**
     * Synced: without the marker the rows committed since would be moved aside after a power cut.
     */
    void markMade() throws IOException {
        if (!isMade()) {
            Files.writeString(
                    marker(),
                    "Circuitry finished making this database. Without this file it is moved aside.\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.SYNC);
        }
    }

    /** Moves what an interrupted first start left out of the way; nothing is deleted. */
    void moveAsideIfHalfMade() throws IOException {
        if (isMade() || !Files.isDirectory(path) || isEmpty()) {
            return;
        }
        Path aside =
                path.resolveSibling(
                        path.getFileName()
                                + "-half-made-"
                                + SECOND.format(LocalDateTime.now(ZoneOffset.UTC)));
        Files.move(path, aside);
        log.warn("{} was not finished when it was made: moved to {}, starting afresh", path, aside);
    }

    /**
     * Refuses files of another major version, which PostgreSQL itself would refuse only after a
     * long wait.
     */
    void requireMajorVersion(int major) throws IOException {
        Path file = path.resolve("PG_VERSION");
        if (!isMade()) {
            return;
        }
        String made = Files.readString(file).strip();
        if (!made.equals(Integer.toString(major))) {
            throw new DatabaseException(
                    ("%s was made by PostgreSQL %s and this program brings %d:"
                                    + " dump it with the program that made it,"
                                    + " or name another folder with --circuitry.home=DIR")
                            .formatted(path, made, major));
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private Path marker() {
        return path.resolve("initialised");
    }
}

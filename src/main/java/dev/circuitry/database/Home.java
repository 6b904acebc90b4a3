package dev.circuitry.database;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder where everything lies that is kept on this machine: the database, unpacked native
 * libraries, models fetched. Knows where things are; nothing is made before it is needed.
 */
public record Home(Path root) {

    /** A home by its folder, made absolute. */
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** A home as a user writes it; {@code ~/} is theirs even where no shell has expanded it. */
    public static Home at(String folder) {
        boolean inUserHome = folder.startsWith("~/");
        return new Home(
                inUserHome
                        ? Path.of(System.getProperty("user.home"), folder.substring(2))
                        : Path.of(folder));
    }

    /** The database's own files. */
    public Path data() {
        return root.resolve("data");
    }

    /** The file whose lock says that a process uses this home. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** Where native libraries are unpacked. */
    public Path natives() {
        return root.resolve("natives");
    }

    /** Where models lie unless another folder is named for them. */
    public Path models() {
        return root.resolve("models");
    }

    Path holder() {
        return root.resolve("holder");
    }

    Path password() {
        return root.resolve("password");
    }

    Path binaries() {
        return root.resolve("postgres");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    void make() {
        try {
            OwnerOnly.folder(root);
        } catch (IOException e) {
            throw new DatabaseException("the home " + root + " cannot be made: " + e, e);
        }
    }
}

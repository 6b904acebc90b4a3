package dev.circuitry.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes files and folders that no other user of the machine may open; without POSIX, the home's own
 * rights hold.
 */
final class OwnerOnly {
    private OwnerOnly() {}

    static void folder(Path folder) throws IOException {
        Files.createDirectories(folder, only(folder, "rwx------"));
    }

    static void file(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, only(file, "rw-------"));
        Files.writeString(file, content);
    }

    /** Takes an existing folder's rights away from all but its owner. */
    static void restrict(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

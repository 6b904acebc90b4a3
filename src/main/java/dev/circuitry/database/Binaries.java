package dev.circuitry.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The server's programs, unpacked into a folder of the home. The library remembers where it
 * unpacked by the resolver, so an equal resolver a home gives every home its own.
 */
record Binaries(Path folder) implements PgBinaryResolver {

    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
    }

    /**
     * Removes what an interrupted unpacking left: the library takes a file that exists for whole.
     */
    void removeUnfinished() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> unpacked;
        try (Stream<Path> versions = Files.list(folder)) {
            unpacked = versions.toList();
        }
        for (Path version : unpacked) {
            if (!Files.exists(version.resolve(".exists"))) {
                FileSystemUtils.deleteRecursively(version);
            }
        }
    }

    /**
     * Undoes what the library does: it lets every user write there, hence replace programs that we
     * run.
     */
    void restrict() throws IOException {
        OwnerOnly.restrict(folder);
    }
}

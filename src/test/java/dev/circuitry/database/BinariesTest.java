package dev.circuitry.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
    @TempDir Path folder;

    @Test
    void removesOnlyWhatIsNotUnpackedToItsEnd() throws IOException {
        Path whole = Files.createDirectories(folder.resolve("PG-1"));
        Files.createFile(whole.resolve(".exists"));
        Path cut = Files.createDirectories(folder.resolve("PG-2/bin"));
        Files.writeString(cut.resolve("postgres"), "half a program");
        new Binaries(folder).removeUnfinished();
        assertThat(folder).isDirectoryContaining(whole::equals);
        assertThat(folder.resolve("PG-2")).doesNotExist();
    }
}

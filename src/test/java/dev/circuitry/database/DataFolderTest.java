package dev.circuitry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir Path home;
    private DataFolder data;

    @BeforeEach
    void make() throws IOException {
        data = new DataFolder(Files.createDirectory(home.resolve("data")));
    }

    @Test
    void refusesFilesOfAnotherMajorVersion() throws IOException {
        Files.writeString(data.path().resolve("PG_VERSION"), "16\n");
        data.markMade();
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> data.requireMajorVersion(17))
                .withMessageContaining(
                        data.path() + " was made by PostgreSQL 16 and this program brings 17");
    }

    @Test
    void movesAsideWhatIsHalfMade() throws IOException {
        Files.writeString(data.path().resolve("PG_VERSION"), "17\n");
        data.moveAsideIfHalfMade();
        assertThat(data.path()).doesNotExist();
        assertThat(inHome())
                .singleElement()
                .satisfies(aside -> assertThat(aside.resolve("PG_VERSION")).exists());
    }

    @Test
    void leavesAnEmptyFolderInPlace() throws IOException {
        data.moveAsideIfHalfMade();
        assertThat(inHome()).containsExactly(data.path());
    }

    @Test
    void leavesAMadeFolderInPlace() throws IOException {
        data.markMade();
        data.moveAsideIfHalfMade();
        assertThat(inHome()).containsExactly(data.path());
    }

    private List<Path> inHome() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        }
    }
}

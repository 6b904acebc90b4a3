package dev.circuitry.database;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir Path folder;

    @Test
    void tellsTheLastErrorOfThisStartOnly() throws IOException {
        Path file = folder.resolve("postgres.log");
        ServerLog log = new ServerLog(file);
        assertThat(log.lastErrorSince(log.end())).isEqualTo("it printed no error");
        Files.writeString(file, "FATAL:  of an earlier start\n");
        long end = log.end();
        assertThat(log.lastErrorSince(end)).isEqualTo("it printed no error");
        Files.writeString(
                file, "initdb: error: cannot be run as root\ninitdb: hint: log in\n", APPEND);
        assertThat(log.lastErrorSince(end)).isEqualTo("initdb: error: cannot be run as root");
    }
}

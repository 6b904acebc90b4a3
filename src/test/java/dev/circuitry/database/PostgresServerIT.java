package dev.circuitry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circuitry.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All on one home, whose name has a space, since unpacking takes the longest. */
@Timeout(120)
class PostgresServerIT {
    @TempDir static Path folder;
    private static Home home;

    @BeforeAll
    static void name() {
        home = new Home(folder.resolve("a home"));
    }

    @Test
    void isDurableAndClosedToOthers() throws Exception {
        try (HomeLock lock = HomeLock.acquire(home);
                PostgresServer server = PostgresServer.start(lock)) {
            try (Connection connection = connect(server)) {
                assertThat(Rows.text(connection, "SHOW server_version"))
                        .startsWith(PostgresServer.MAJOR_VERSION + ".");
                assertThat(Rows.text(connection, "SHOW fsync")).isEqualTo("on");
                assertThat(Rows.text(connection, "SHOW synchronous_commit")).isEqualTo("on");
                assertThat(Rows.text(connection, "SHOW server_encoding")).isEqualTo("UTF8");
            }
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl(), server.user(), "guess"))
                    .withMessageContaining("password authentication failed");
            assertThat(permissions(home.password())).isEqualTo("rw-------");
            assertThat(permissions(home.binaries())).isEqualTo("rwx------");
        }
        assertThat(home.data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void keepsRowsOverARestart() throws Exception {
        try (HomeLock lock = HomeLock.acquire(home)) {
            try (PostgresServer server = PostgresServer.start(lock);
                    Connection connection = connect(server)) {
                Rows.run(connection, "CREATE TABLE restarted AS SELECT 'kept' AS word");
            }
            try (PostgresServer server = PostgresServer.start(lock);
                    Connection connection = connect(server)) {
                assertThat(Rows.text(connection, "SELECT word FROM restarted")).isEqualTo("kept");
            }
        }
    }

    @Test
    void recoversFromAKilledProcess() throws Exception {
        long orphan;
        try (ChildJvm killed = ChildJvm.start(HoldsATransaction.class, home.root().toString())) {
            killed.awaitLine("open");
            orphan = postmaster();
            killed.kill();
        }
        assertThat(ProcessHandle.of(orphan)).as("the server outlives its JVM").isPresent();
        try (HomeLock lock = HomeLock.acquire(home);
                PostgresServer server = PostgresServer.start(lock);
                Connection connection = connect(server)) {
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(postmaster()).isNotEqualTo(orphan);
            assertThat(Rows.text(connection, "SELECT string_agg(word, ' ') FROM killed"))
                    .isEqualTo("committed");
        }
    }

    @Test
    void startsAfreshBesideAHalfMadeFolder() throws Exception {
        try (HomeLock lock = HomeLock.acquire(home)) {
            PostgresServer.start(lock).close();
            Files.delete(home.data().resolve("initialised"));
            PostgresServer.start(lock).close();
        }
        assertThat(asides())
                .singleElement()
                .satisfies(aside -> assertThat(aside.resolve("PG_VERSION")).exists());
    }

    private static long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(home.data().resolve("postmaster.pid")).get(0));
    }

    private static List<Path> asides() throws IOException {
        try (Stream<Path> files = Files.list(home.root())) {
            return files.filter(file -> file.getFileName().toString().startsWith("data-half-made"))
                    .toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }
}

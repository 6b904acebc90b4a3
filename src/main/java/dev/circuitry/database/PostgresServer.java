package dev.circuitry.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own on a free port of this machine, its files under a home. What is
 * committed survives the kill of this process or of the server: the next start stops what was left
 * running and recovers.
 *
 * <p>The first start takes some seconds more, to unpack the server and to make the database.
 */
public final class PostgresServer implements AutoCloseable {
    /** The major version of the server that comes along, hence of the files it can read. */
    public static final int MAJOR_VERSION = 17;

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration LONGEST_START =
            Duration.ofMinutes(1); // recovery replays up to 1 GB of its log

    private final Home home;
    private final EmbeddedPostgres server;
    private final String password;

    private PostgresServer(Home home, EmbeddedPostgres server, String password) {
        this.home = home;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server on the home that is held, and waits until it takes connections. Close it
     * before the lock.
     *
     * @throws DatabaseException if it cannot be started
     */
    public static PostgresServer start(HomeLock lock) {
        long began = System.nanoTime();
        Home home = lock.home();
        DataFolder data = new DataFolder(home.data());
        Binaries binaries = new Binaries(home.binaries());
        Postmaster.stopLeftOver(home);
        try {
            data.moveAsideIfHalfMade();
            data.requireMajorVersion(MAJOR_VERSION);
            binaries.removeUnfinished();
            String password = password(home, data);
            EmbeddedPostgres server = launch(home, binaries, password);
            binaries.restrict();
            data.markMade();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            log.info(
                    "PostgreSQL {} ready in {} ms, data in {}",
                    MAJOR_VERSION,
                    took.toMillis(),
                    home.data());
            return new PostgresServer(home, server, password);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the database in " + home.data() + " cannot be opened: " + e, e);
        }
    }

    private static String password(Home home, DataFolder data) throws IOException {
        if (data.isMade()) {
            return Files.readString(home.password());
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().encodeToString(random);
        OwnerOnly.file(home.password(), password);
        return password;
    }

    private static EmbeddedPostgres launch(Home home, Binaries binaries, String password)
            throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPgBinaryResolver(binaries)
                        .setOverrideWorkingDirectory(home.binaries().toFile())
                        .setDataDirectory(home.data())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false) // it would race with those who still write
                        .setPGStartupWait(LONGEST_START)
                        .setOutputRedirector(Redirect.appendTo(home.log().toFile()))
                        .setConnectConfig("password", password);
        onlyByPassword(builder, home);
        sameOnEveryMachine(builder);
        durable(builder);
        try {
            return builder.start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            Postmaster.stopLeftOver(home);
            throw new DatabaseException(
                    "PostgreSQL did not start on %s: %s (see %s)"
                            .formatted(home.data(), lastError(home), home.log()),
                    e);
        }
    }

    /**
     * The library asks initdb for "trust"; its locale settings are passed on as options, and the
     * last one holds.
     */
    private static void onlyByPassword(EmbeddedPostgres.Builder builder, Home home) {
        builder.setLocaleConfig("auth", "scram-sha-256");
        builder.setLocaleConfig("pwfile", home.password().toString());
        builder.setServerConfig("unix_socket_directories", "");
    }

    /**
     * Sorted by code point whatever locales the machine has, so that the files may move to another.
     */
    private static void sameOnEveryMachine(EmbeddedPostgres.Builder builder) {
        builder.setLocaleConfig("locale", "C");
        builder.setLocaleConfig("locale-provider", "builtin");
        builder.setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    /**
     * The library's defaults are a test's: it passes -F, which these override, and does not wait
     * for commits.
     */
    private static void durable(EmbeddedPostgres.Builder builder) {
        builder.setServerConfig("fsync", "on");
        builder.setServerConfig("synchronous_commit", "on");
        builder.setServerConfig(
                "log_min_messages", "log"); // errors in statements come back as exceptions
    }

    private static String lastError(Home home) throws IOException {
        Path file = home.log();
        if (!Files.exists(file)) {
            return "its programs could not be unpacked or run";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .reduce((earlier, later) -> later)
                    .orElse("it gave no reason");
        }
    }

    /** Where JDBC reaches the database. */
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** Where JDBC reaches another database of the server. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), database);
    }

    /** The one user. */
    public String user() {
        return "postgres";
    }

    /** The user's password, which lies in a file only the owner of the home can read. */
    public String password() {
        return password;
    }

    /** Ends open connections, and the server; a server that is slow to end is forced. */
    @Override
    public void close() throws IOException {
        server.close();
        Postmaster.stopLeftOver(home);
    }
}

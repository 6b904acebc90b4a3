package dev.circuitry.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
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
            EmbeddedPostgres server = new Launch(home, binaries, password).start();
            binaries.restrict();
            data.markMade();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            log.info("PostgreSQL ready in {} ms, data in {}", took.toMillis(), home.data());
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

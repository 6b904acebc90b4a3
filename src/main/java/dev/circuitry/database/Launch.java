package dev.circuitry.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;

/**
 * Starts a server through the library, turning what it is made for, tests, into what a service
 * needs.
 */
final class Launch {
    // recovery replays up to 1 GB of log
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final Home home;
    private final EmbeddedPostgres.Builder builder;

    Launch(Home home, Binaries binaries, String password) {
        this.home = home;
        this.builder =
                EmbeddedPostgres.builder()
                        .setPgBinaryResolver(binaries)
                        .setOverrideWorkingDirectory(home.binaries().toFile())
                        .setDataDirectory(home.data())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false) // it would race with those who still write
                        .setPGStartupWait(LONGEST_START)
                        .setOutputRedirector(Redirect.appendTo(home.log().toFile()))
                        .setConnectConfig("password", password);
        durable();
        onlyByPassword();
        sameOnEveryMachine();
    }

    /**
     * Makes the database if there is none, starts the server, and waits until it takes connections.
     */
    EmbeddedPostgres start() throws IOException {
        ServerLog output = new ServerLog(home.log());
        long end = output.end();
        try {
            return builder.start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            Postmaster.stopLeftOver(home);
            String error = output.lastErrorSince(end);
            throw new DatabaseException(
                    "PostgreSQL did not start on %s: %s (see %s)"
                            .formatted(home.data(), error, home.log()),
                    e);
        }
    }

    /** The library passes -F, which this overrides, and does not wait for commits. */
    private void durable() {
        builder.setServerConfig("fsync", "on");
        builder.setServerConfig("synchronous_commit", "on");
        // what is wrong with a statement, its sender is told
        builder.setServerConfig("log_min_messages", "log");
    }

    /**
     * The library asks initdb for "trust"; locales are passed on as options, and the last one
     * holds.
     */
    private void onlyByPassword() {
        builder.setLocaleConfig("auth", "scram-sha-256");
        builder.setLocaleConfig("pwfile", home.password().toString());
        builder.setServerConfig("unix_socket_directories", "");
    }

    /**
     * Sorts by code point whatever locales a machine has, so that the files may move to another.
     */
    private void sameOnEveryMachine() {
        builder.setLocaleConfig("locale", "C");
        builder.setLocaleConfig("locale-provider", "builtin");
        builder.setLocaleConfig("builtin-locale", "C.UTF-8");
    }
}

package dev.circuitry.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process that {@code data/postmaster.pid} names. It outlives a JVM that is killed, and
 * a second server is never to be started beside it.
 */
final class Postmaster {
    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int SECONDS_TO_STOP = 30;

    private Postmaster() {}

    /**
     * Stops the server that was left running, and removes the file that would keep the next from
     * starting.
     */
    static void stopLeftOver(Home home) {
        Path pidFile = home.data().resolve("postmaster.pid");
        try {
            if (Files.exists(pidFile)) {
                Path root = home.root().toRealPath();
                pid(pidFile)
                        .flatMap(ProcessHandle::of)
                        .filter(process -> isPostgresOf(root, process))
                        .ifPresent(Postmaster::stop);
                Files.deleteIfExists(pidFile);
            }
        } catch (IOException e) {
            throw new DatabaseException(pidFile + " cannot be read or removed: " + e, e);
        }
    }

    private static Optional<Long> pid(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(lines.get(0).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it runs from this home's binaries: a pid may have passed to somebody else's server
     * since.
     */
    private static boolean isPostgresOf(Path realRoot, ProcessHandle process) {
        return process.info()
                .command()
                .map(Path::of)
                .filter(executable -> executable.getFileName().toString().startsWith("postgres"))
                .filter(executable -> executable.startsWith(realRoot))
                .isPresent();
    }

    private static void stop(ProcessHandle server) {
        log.info(
                "Stopping the PostgreSQL server (process {}) that an ended process left",
                server.pid());
        try {
            // SIGINT: a fast shutdown, which rolls open transactions back; SIGTERM would wait for
            // their clients
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
            server.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (IOException | TimeoutException e) {
            log.warn("It did not stop in time ({}): killing it", e.toString());
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
            server.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while stopping process " + server.pid(), e);
        }
    }
}

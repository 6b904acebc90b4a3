package dev.circuitry.database;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Who holds a home: a process, since when, and the address it serves at once it does. */
record Holder(long pid, Instant since, @Nullable URI service) {

    static Holder thisProcess() {
        return new Holder(
                ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS), null);
    }

    Holder serving(URI address) {
        return new Holder(pid, since, address);
    }

    /** Written whole or not at all, as another process may read at any time. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        String text = "pid=%d%nsince=%s%n".formatted(pid, since);
        Files.writeString(draft, service == null ? text : text + "service=%s%n".formatted(service));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The holder a file tells of; none where it tells nothing, or of a process that is gone. */
    static Optional<Holder> read(Path file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            String service = lines.getProperty("service");
            Holder holder =
                    new Holder(
                            Long.parseLong(lines.getProperty("pid", "")),
                            Instant.parse(lines.getProperty("since", "")),
                            service == null ? null : URI.create(service));
            return ProcessHandle.of(holder.pid()).map(alive -> holder);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package dev.circuitry.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The machine an attempt runs on.
 *
 * @param host its name, or null where nobody runs the job
 * @param memoryKills processes it has killed for lack of memory since it was started; 0 where it
 *     does not tell
 */
@Embeddable
record Machine(
        @Column(name = "attempt_host") @Nullable String host,
        @Column(name = "attempt_memory_kills") long memoryKills) {
    /** None. */
    static final Machine NONE = new Machine(null, 0);

    /** Looked up once: a name service that is away takes seconds to say so. */
    private static final String NAME = name();

    private static final Path STATISTICS = Path.of("/proc/vmstat");
    private static final String KILLS = "oom_kill ";

    /** This one, now. */
    static Machine now() {
        return new Machine(NAME, kills());
    }

    /** Whether this machine is the same and has killed for lack of memory since. */
    boolean hasKilledSince(Machine before) {
        return host != null && host.equals(before.host()) && memoryKills > before.memoryKills();
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static long kills() {
        if (!Files.isReadable(STATISTICS)) {
            return 0;
        }
        try (var lines = Files.lines(STATISTICS)) {
            return lines.filter(line -> line.startsWith(KILLS))
                    .mapToLong(line -> Long.parseLong(line.substring(KILLS.length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

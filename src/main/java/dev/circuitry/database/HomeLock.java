package dev.circuitry.database;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One process's sole right to a home, until closed or the process ends in whatever way.
 *
 * <p>Who holds it stands in a file beside the lock: on POSIX a process that opens its own locked
 * file and closes it again loses the lock.
 */
public final class HomeLock implements AutoCloseable {
    // for the same reason a second lock in one process must be refused before the file is opened
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Home home;
    private final Path key;
    private final FileChannel channel;
    private Holder holder;

    private HomeLock(Home home, Path key, FileChannel channel, Holder holder) {
        this.home = home;
        this.key = key;
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Takes the home, which is made if need be.
     *
     * @throws HomeInUseException if it is held
     */
    public static HomeLock acquire(Home home) {
        home.make();
        try {
            Path key = home.root().toRealPath();
            if (!HELD.add(key)) {
                throw inUse(home);
            }
            try {
                return new HomeLock(home, key, lock(home), write(home, Holder.thisProcess()));
            } catch (IOException | RuntimeException e) {
                HELD.remove(key);
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseException("the home " + home.root() + " cannot be locked: " + e, e);
        }
    }

    private static FileChannel lock(Home home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw inUse(home);
        }
        return channel;
    }

    private static HomeInUseException inUse(Home home) {
        return new HomeInUseException(home.root(), Holder.read(home.holder()).orElse(null));
    }

    private static Holder write(Home home, Holder holder) throws IOException {
        holder.write(home.holder());
        return holder;
    }

    /** The home held. */
    public Home home() {
        return home;
    }

    /** Tells processes that find the home held where they can post. */
    public synchronized void announce(URI service) {
        try {
            holder = write(home, holder.serving(service));
        } catch (IOException e) {
            throw new DatabaseException(home.holder() + " cannot be written: " + e, e);
        }
    }

    /** Gives the home back. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(home.holder());
            channel.close();
            HELD.remove(key);
        }
    }
}

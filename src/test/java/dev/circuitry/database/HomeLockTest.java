package dev.circuitry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circuitry.testing.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HomeLockTest {
    private static final long THIS_PROCESS = ProcessHandle.current().pid();

    @TempDir Path folder;

    @Test
    void tellsAnotherProcessWhoHoldsTheHome() throws IOException {
        Home home = new Home(folder.resolve("a home"));
        try (HomeLock lock = HomeLock.acquire(home)) {
            assertThat(lockingElsewhere(lock.home()))
                    .contains(home.root() + " is in use by process " + THIS_PROCESS)
                    .contains("--circuitry.home=DIR");
        }
        assertThat(lockingElsewhere(home)).startsWith("locked");
    }

    @Test
    void tellsWhereToPostOnceTheHolderServes() throws IOException {
        Home home = new Home(folder);
        try (HomeLock lock = HomeLock.acquire(home)) {
            lock.announce(URI.create("http://127.0.0.1:8080"));
            assertThat(lockingElsewhere(home))
                    .contains("-d @SPEC.json http://127.0.0.1:8080/jobs")
                    .contains("process " + THIS_PROCESS);
        }
    }

    /** Closing a second handle on the lock file would free it for other processes. */
    @Test
    void staysLockedWhenTheSameProcessAsksAgain() throws IOException {
        Home home = new Home(folder);
        try (HomeLock lock = HomeLock.acquire(home)) {
            assertThatExceptionOfType(HomeInUseException.class)
                    .isThrownBy(() -> HomeLock.acquire(home))
                    .satisfies(refused -> assertThat(refused.pid()).hasValue(THIS_PROCESS));
            assertThat(lockingElsewhere(lock.home())).contains("is in use");
        }
    }

    @Test
    void isFreeAfterItsHolderWasKilled() throws IOException, InterruptedException {
        Home home = new Home(folder);
        try (ChildJvm holder = ChildJvm.start(LocksAHome.class, folder.toString(), "stay")) {
            holder.awaitLine("locked");
            assertThatExceptionOfType(HomeInUseException.class)
                    .isThrownBy(() -> HomeLock.acquire(home))
                    .satisfies(refused -> assertThat(refused.pid()).hasValue(holder.pid()));
            holder.kill();
        }
        HomeLock.acquire(home).close();
    }

    @Test
    void saysWhatIsWrongWithAHomeThatCannotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> HomeLock.acquire(new Home(file)))
                .withMessageContaining("the home " + file + " cannot be made");
    }

    private static String lockingElsewhere(Home home) throws IOException {
        try (ChildJvm other = ChildJvm.start(LocksAHome.class, home.root().toString())) {
            return other.awaitLine("");
        }
    }
}

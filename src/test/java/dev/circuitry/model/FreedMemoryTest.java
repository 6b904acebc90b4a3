package dev.circuitry.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX) // others have no such allocator, and no /proc to read
class FreedMemoryTest {
    private static final long PAGE = 4096; // or more

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = TensorEngine.open("cpu");
    }

    @AfterEach
    void close() {
        manager.close();
        FreedMemory.giveBack();
    }

    @Test
    void tensorsAreMadeInMemoryThatOthersLeft() throws IOException {
        long bytes = 12_000_000;
        int count = 8;
        int times = 8;
        makeAndClose(count, bytes);
        makeAndClose(count, bytes);
        long before = pagesTaken();

        for (int i = 0; i < times; i++) {
            makeAndClose(count, bytes);
        }

        // left to itself, the allocator has given back nine in ten
        assertThat(pagesTaken() - before).isLessThan(times * count * bytes / PAGE / 7);
    }

    @Test
    void whatLiesFreeBetweenLivingTensorsGoesBackToTheSystem() throws IOException {
        long piece = 64 << 10;
        List<NDArray> pieces = Stream.generate(() -> tensor(piece)).limit(4_000).toList();
        for (int i = 0; i < pieces.size(); i++) {
            if (i % 16 != 0) {
                pieces.get(i).close();
            }
        }
        long before = resident();

        FreedMemory.giveBack();

        assertThat(before - resident()).isGreaterThan(pieces.size() / 2 * piece);
    }

    @Test
    void freedMemoryIsKept() {
        assertThat(FreedMemory.keep(Map.of("LANG", "C.UTF-8"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MALLOC_TRIM_THRESHOLD_", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES"})
    void whatAnOperatorToldTheAllocatorHolds(String variable) {
        assertThat(FreedMemory.keep(Map.of(variable, "1"))).isFalse();
    }

    private void makeAndClose(int count, long bytes) {
        Stream.generate(() -> tensor(bytes)).limit(count).toList().forEach(NDArray::close);
    }

    private NDArray tensor(long bytes) {
        return manager.ones(new Shape(bytes / Float.BYTES));
    }

    /** By this thread. */
    private static long pagesTaken() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[7]);
    }

    private static long resident() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * PAGE;
    }
}

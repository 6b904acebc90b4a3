package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.TensorEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreedMemoryTest {
    private static final long PIECE = 64 << 10; // bytes: from the allocator's heap, no mapping
    private static final int PIECES = 4_000;

    @Test
    void whatLiesBetweenLivingTensorsGoesBackToTheSystem() throws IOException {
        try (var manager = TensorEngine.open("cpu")) {
            List<NDArray> pieces = new ArrayList<>();
            for (int i = 0; i < PIECES; i++) {
                pieces.add(manager.ones(new Shape(PIECE / Float.BYTES)));
            }
            for (int i = 0; i < PIECES; i++) {
                if (i % 16 != 0) {
                    pieces.get(i).close();
                }
            }
            long before = resident();

            FreedMemory.giveBack();

            assertThat(before - resident()).isGreaterThan(PIECES / 2 * PIECE);
        }
    }

    private static long resident() throws IOException {
        long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
        return pages * 4096;
    }
}

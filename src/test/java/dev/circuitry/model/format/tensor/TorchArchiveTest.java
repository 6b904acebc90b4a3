package dev.circuitry.model.format.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.testing.Pickles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchArchiveTest {
    private static NDManager manager;

    @TempDir private Path folder;

    @BeforeAll
    static void open() {
        manager = TensorEngine.open("cpu");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @Test
    void viewsOfOneStorageAreRead() {
        var pickle = Pickles.start().ops("}(");
        tensor(pickle, "whole", 0, new int[] {2, 3}, new int[] {3, 1});
        tensor(pickle, "end", 4, new int[] {2}, new int[] {1});
        tensor(pickle, "transposed", 0, new int[] {3, 2}, new int[] {1, 3});
        tensor(pickle, "column", 1, new int[] {2}, new int[] {3});
        var tensors = TorchArchive.read(archive(pickle.ops("u").end()));
        assertThat(numbers(tensors, "whole")).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(numbers(tensors, "end")).containsExactly(4, 5);
        assertThat(numbers(tensors, "transposed")).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(numbers(tensors, "column")).containsExactly(1, 4);
    }

    @Test
    void stateDictionaryMayLieWithinAnother() {
        var pickle = Pickles.start().ops("}(").text("epoch").number(3).text("state_dict").ops("}(");
        tensor(pickle, "x", 0, new int[] {2}, new int[] {1});
        pickle.ops("u").text("optimizer").ops("}u");
        assertThat(TorchArchive.read(archive(pickle.end()))).containsOnlyKeys("x");
    }

    @ParameterizedTest
    @CsvSource({"5, 2, 1", "0, 7, 1", "0, 3, 3", "-1, 2, 1", "0, 3, -1", "0, 3, 0", "0, -1, 1"})
    void viewsBeyondTheirStorageAreRefused(int offset, int length, int stride) {
        var pickle = Pickles.start().ops("}(");
        tensor(pickle, "x", offset, new int[] {length}, new int[] {stride});
        var file = archive(pickle.ops("u").end());
        if (stride == 0) { // an expanded view that stays within is fine
            assertThat(numbers(TorchArchive.read(file), "x")).containsExactly(0, 0, 0);
            return;
        }
        assertThatThrownBy(() -> TorchArchive.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("x.bin: the tensor x of shape [" + length + "] does not fit");
    }

    @Test
    void everyOtherClassIsRefusedByName() {
        var pickle = Pickles.start().global("posix", "system").ops("(").text("true").ops("tR");
        var file = archive(pickle.end());
        assertThatThrownBy(() -> TorchArchive.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("x.bin: the pickle names posix.system, which is neither");
    }

    @Test
    void archivesFromBeforeTheZipFormatAreRefused() throws Exception {
        var file = folder.resolve("x.bin");
        Files.write(file, Pickles.start().ops("}").end());
        assertThatThrownBy(() -> TorchArchive.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("x.bin: this is not the zip archive that torch.save");
    }

    @Test
    void storagesOfAnotherSizeAreRefused() {
        var pickle = Pickles.start().ops("}(");
        tensor(pickle, "x", 0, new int[] {2}, new int[] {1});
        var file = folder.resolve("x.bin");
        Pickles.archive(file, pickle.ops("u").end(), Map.of("0", new byte[20]));
        assertThatThrownBy(() -> TorchArchive.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the storage of the tensor x has 20 bytes instead of 6");
    }

    /** A key and a view of a storage of 0, 1, … 5. */
    private static void tensor(
            Pickles pickle, String name, int offset, int[] shape, int[] strides) {
        pickle.text(name).global("torch._utils", "_rebuild_tensor_v2").ops("(").storage("0", 6);
        pickle.number(offset);
        for (int[] sizes : new int[][] {shape, strides}) {
            pickle.ops("(");
            for (int size : sizes) {
                pickle.number(size);
            }
            pickle.ops("t");
        }
        pickle.raw(0x89).global("collections", "OrderedDict").ops(")RtR");
    }

    private Path archive(byte[] pickle) {
        var numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            numbers.putFloat(i);
        }
        var file = folder.resolve("x.bin");
        Pickles.archive(file, pickle, Map.of("0", numbers.array()));
        return file;
    }

    private static float[] numbers(Map<String, StoredTensor> tensors, String name) {
        return tensors.get(name).read(manager, DataType.FLOAT32).toFloatArray();
    }
}
